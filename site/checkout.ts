import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BrokenContent } from './broken-content.ts'

/** The files that the book is made of. Paths are relative to the checkout and use forward slashes. */
export interface Checkout {
  /** The text of a file with `\n` line ends, or undefined when there is no such file. */
  read(path: string): string | undefined
  /** The names in a folder, sorted. Empty when there is no such folder. */
  list(folder: string): string[]
}

/** The checkout on disk. */
export function diskCheckout(root: string): Checkout {
  return {
    read: (path) => orMissing(() => readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n'), undefined),
    list: (folder) => orMissing(() => readdirSync(join(root, folder)).sort(), []),
  }
}

const MISSING = new Set(['ENOENT', 'ENOTDIR', 'EISDIR'])

function orMissing<T, M>(read: () => T, missing: M): T | M {
  try {
    return read()
  } catch (error) {
    if (MISSING.has((error as NodeJS.ErrnoException).code ?? '')) return missing
    throw error
  }
}

/** The text of a file that must be there. `todo` says what to do when it is not. */
export function requireFile(checkout: Checkout, path: string, todo: string): string {
  const text = checkout.read(path)
  if (text !== undefined) return text
  throw new BrokenContent({ file: path, line: 1 }, 'the file is missing.', todo)
}
