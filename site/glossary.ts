import type { Entry } from './book.ts'
import { BrokenContent } from './broken-content.ts'
import { type Chunk, slug } from './chunk.ts'
import { readRecords, refuseTwice } from './records.ts'
import { requireSource } from './source.ts'

/** A word of the field, as this book uses it. */
export interface Term {
  id: string
  term: string
  /** What a Chinese interviewer calls it, or null. */
  chinese: string | null
  means: Chunk
  /** The line of the contents that treats it. */
  entry: Entry | null
  source: Chunk | null
}

/** Reads the glossary, in the order of its terms. Each must lead to a written chapter, or to a source. */
export function readGlossary(file: string, text: string, contents: Entry[]): Term[] {
  const records = readRecords(file, text, { must: ['term', 'means'], may: ['chinese', 'chapter', 'source'] })
  refuseTwice(records, (record) => slug(record.text('term')))
  const terms = records.map((record): Term => {
    const term = record.text('term')
    const chapter = record.chunk('chapter')
    const entry = chapter && (contents.find(({ slug }) => slug === chapter.text) ?? null)
    if (chapter && !entry?.chapter) {
      const written = contents.filter((one) => one.chapter).map((one) => one.slug)
      throw new BrokenContent(chapter, `"${chapter.text}" is no written chapter.`, `These are: ${written.join(', ')}.`)
    }
    const source = record.chunk('source')
    if (!entry && !source) {
      throw new BrokenContent(record.at, `nothing shows what "${term}" is.`, 'Name a written "chapter", or a "source".')
    }
    return {
      id: slug(term),
      term,
      chinese: record.chunk('chinese')?.text ?? null,
      means: record.chunk('means') as Chunk,
      entry,
      source: source && requireSource(source),
    }
  })
  return terms.sort((one, other) => one.term.localeCompare(other.term, 'en'))
}
