import { BrokenContent, type Place } from './broken-content.ts'
import type { Checkout } from './checkout.ts'
import { readFocus } from './focus.ts'

/** Code from a file. */
export interface Quote {
  /** Relative to the checkout. */
  path: string
  region: string | null
  code: string
}

/** Code that a page quotes from a real file. */
export interface Snippet extends Quote {
  /** Lines of the code to mark, from 1. */
  marked: ReadonlySet<number>
  /** The line that asks for it. */
  at: Place
}

const BEGIN = /^\s*(?:\/\/|#|--|<!--|\/\*)\s*#region\s+([\w-]+)/
const END = /^\s*(?:\/\/|#|--|<!--|\/\*)\s*#endregion\b/

/**
 * Reads `path/to/file.ts`, `path/to/file.ts#region`, or either with lines to mark as in `{2,4-5}`, for the line `at`, dedented and without region marks.
 * Throws `BrokenContent` when there is no such file or region, or the region has no end.
 */
export function readSnippet(checkout: Checkout, target: string, at: Place): Snippet {
  const { rest, lines: marked } = readFocus(target, at)
  const [path = '', region = null] = rest.split('#')
  const text = readFile(checkout, path, at)
  if (region === null) return { path, region, code: withoutMarks(text), marked, at }
  const lines = text.split('\n')
  const begin = lines.findIndex((line) => BEGIN.exec(line)?.[1] === region)
  if (begin === -1) {
    const names = lines.flatMap((line) => BEGIN.exec(line)?.[1] ?? [])
    const has = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has none.'
    throw new BrokenContent(
      at,
      `${path} has no region "${region}".`,
      `${has} Write "// #region ${region}" above the code.`,
    )
  }
  const end = endOf(lines, begin)
  if (end === -1) {
    throw new BrokenContent(
      at,
      `the region "${region}" of ${path} has no end.`,
      'Write "// #endregion" below the code.',
    )
  }
  return { path, region, code: withoutMarks(lines.slice(begin + 1, end).join('\n')), marked, at }
}

function readFile(checkout: Checkout, path: string, at: Place): string {
  const inside = path !== '' && !path.startsWith('/') && !path.split('/').includes('..')
  const text = inside ? checkout.read(path) : undefined
  if (text !== undefined) return text
  throw new BrokenContent(
    at,
    `there is no file "${path}".`,
    'Paths are relative to the checkout, as in exercises/01-auto-ack/warehouse.ts.',
  )
}

/** The line that closes the region opened on line `begin`; regions may stand inside one another. */
function endOf(lines: string[], begin: number): number {
  let open = 0
  for (const [index, line] of lines.entries()) {
    if (index < begin) continue
    if (BEGIN.test(line)) open += 1
    if (END.test(line)) open -= 1
    if (open === 0) return index
  }
  return -1
}

function withoutMarks(text: string): string {
  const lines = text.split('\n').filter((line) => !BEGIN.test(line) && !END.test(line))
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  const indent = Math.min(...indents, Number.MAX_SAFE_INTEGER)
  return lines
    .map((line) => line.slice(indent))
    .join('\n')
    .replace(/^\n+|\s+$/g, '')
}
