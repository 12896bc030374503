import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeAssets } from '../../site/assets.ts'
import { BrokenContent } from '../../site/broken-content.ts'

describe('an asset that can’t be made', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zero-loss-assets-'))
    write('client/book.ts', 'export {}\n')
    write('assets/book.css', 'p { color: red }\n')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }

  it('is none of these', async () => {
    expect([...(await makeAssets(folder)).keys()]).toEqual(['assets/book.js', 'assets/book.css'])
  })

  it.each([
    ['client/due.ts', "\nimport { fsrs } from 'ts-fsrs'\nfsrs()\n", 2, 'Could not resolve "ts-fsrs".'],
    ['client/due.ts', "import './parts/gone.ts'\n", 1, 'Could not resolve "./parts/gone.ts".'],
    ['client/due.ts', 'const = 7\n', 1, 'Expected identifier but found "=".'],
    ['client/due.ts', "import 'one'\nimport 'two'\n", 1, 'Could not resolve "one". 1 more like it.'],
  ])('is reported with its file and line: %s, %j', async (path, text, line, says) => {
    write(path, text)
    const error = await makeAssets(folder).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(BrokenContent)
    expect(error.message).toBe(`site/${path}:${line}: ${says} Mend this line, or what it names.`)
  })
})
