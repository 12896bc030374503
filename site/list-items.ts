import { BrokenContent, type Place } from './broken-content.ts'
import type { Chunk } from './chunk.ts'

/** One item of a Markdown list, dedented, without its mark. */
export type Item = Chunk

/**
 * Reads a chunk that is one list and nothing else. `mark` matches the mark at the start of an item.
 * An empty list is an error at `emptyAt`, else at the chunk.
 */
export function readItems(chunk: Chunk, mark: RegExp, todo: string, emptyAt: Place = chunk): Item[] {
  const items: Item[] = []
  for (const [index, text] of chunk.text.split('\n').entries()) {
    const line = chunk.line + index
    const found = mark.exec(text)?.[0]
    const last = items.at(-1)
    if (found !== undefined) items.push({ file: chunk.file, line, text: text.slice(found.length) })
    else if (last && (text.trim() === '' || /^\s/.test(text))) last.text += `\n${text}`
    else if (text.trim() !== '')
      throw new BrokenContent({ file: chunk.file, line }, 'this line belongs to no list item.', todo)
  }
  if (items.length === 0) throw new BrokenContent(emptyAt, 'a list is missing here.', todo)
  return items.map((item) => ({ ...item, text: dedentRest(item.text).trimEnd() }))
}

/** Dedents all lines but the first by the smallest indent among them. */
function dedentRest(text: string): string {
  const [first = '', ...rest] = text.split('\n')
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  const indent = Math.min(...indents, Number.MAX_SAFE_INTEGER)
  return [first, ...rest.map((line) => line.slice(indent))].join('\n')
}
