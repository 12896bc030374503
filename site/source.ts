import { BrokenContent } from './broken-content.ts'
import type { Chunk } from './chunk.ts'

/** Checks that a text names a primary source as the book does: a link, and the version that it speaks of. */
export function requireSource(chunk: Chunk): Chunk {
  if (/^\[[^\]]+\]\(https:\/\/[^)\s]+\),\s*\S/.test(chunk.text)) return chunk
  throw new BrokenContent(
    chunk,
    `"${chunk.text}" is no source.`,
    'Write "[title](https://address), version": what it says depends on the version.',
  )
}
