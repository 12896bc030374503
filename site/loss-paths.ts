import type { Chapter, Entry } from './book.ts'
import { BrokenContent } from './broken-content.ts'
import type { Chunk } from './chunk.ts'
import { type DataRecord, readRecords, refuseTwice } from './records.ts'
import { requireSource } from './source.ts'

/** Who loses the message. */
export const places = { P: 'producer', B: 'broker', C: 'consumer' } as const
export type Holder = (typeof places)[keyof typeof places]

/** `twice` is the price of closing the others, `history` can't happen any more. */
const KINDS = ['loss', 'twice', 'history'] as const

/** A way to lose a message. */
export interface LossPath {
  /** 'P11' */
  id: string
  holder: Holder
  title: Chunk
  how: Chunk
  fix: Chunk
  kind: (typeof KINDS)[number]
  /** The line of the contents that treats it. */
  entry: Entry | null
  /** Where a written chapter shows it. */
  shown: Shown | null
  source: Chunk | null
}

export type Shown = { kind: 'wrong-fix' | 'scenario'; name: string; chapter: Chapter; at: Chunk }

const MUST = ['id', 'title', 'how', 'fix']
const MAY = ['kind', 'chapter', 'shown', 'source']

/** Reads the map of loss paths. Each must be shown by a written chapter, or name a source. */
export function readLossPaths(file: string, text: string, contents: Entry[]): LossPath[] {
  const records = readRecords(file, text, { must: MUST, may: MAY })
  refuseTwice(records, (record) => record.text('id'))
  return records.map((record) => readLossPath(record, contents))
}

function readLossPath(record: DataRecord, contents: Entry[]): LossPath {
  const id = record.text('id')
  const letter = /^([PBC])\d+$/.exec(id)?.[1]
  if (!letter) throw new BrokenContent(record.at, `"${id}" is no id.`, 'Write P, B or C and a number.')
  const entry = readEntry(record.chunk('chapter'), contents)
  const shown = readShown(record.chunk('shown'), entry)
  const source = record.chunk('source')
  if (!shown && !source) {
    throw new BrokenContent(
      record.at,
      `nothing shows that ${id} is true.`,
      'Name a "shown" of a written chapter, or a "source" with its version.',
    )
  }
  const must = (key: string) => record.chunk(key) as Chunk
  return {
    id,
    holder: places[letter as keyof typeof places],
    title: must('title'),
    how: must('how'),
    fix: must('fix'),
    kind: readKind(record),
    entry,
    shown,
    source: source && requireSource(source),
  }
}

function readKind(record: DataRecord): LossPath['kind'] {
  const chunk = record.chunk('kind')
  if (chunk === null) return 'loss'
  const kind = KINDS.find((name) => name === chunk.text)
  if (kind) return kind
  throw new BrokenContent(chunk, `"${chunk.text}" is no kind.`, `Write one of ${KINDS.join(', ')}.`)
}

function readEntry(chunk: Chunk | null, contents: Entry[]): Entry | null {
  if (chunk === null) return null
  const entry = contents.find(({ slug }) => slug === chunk.text)
  if (entry) return entry
  const slugs = contents.map(({ slug }) => slug).join(', ')
  throw new BrokenContent(chunk, `the book has no chapter "${chunk.text}".`, `It has ${slugs}.`)
}

function readShown(chunk: Chunk | null, entry: Entry | null): Shown | null {
  if (chunk === null) return null
  const chapter = entry?.chapter
  if (!chapter) {
    throw new BrokenContent(chunk, '"shown" needs a written chapter.', 'Name it in "chapter", or give a "source".')
  }
  const [, folder, name = ''] = /^(wrong|scenario)\/([\w-]+)$/.exec(chunk.text) ?? []
  const { exercise, solution, wrong } = chapter.recorded
  const scenarios = [...exercise.played, ...solution.played].map(({ scenario }) => scenario)
  const names = folder === 'wrong' ? [...wrong.keys()] : folder === 'scenario' ? [...new Set(scenarios)] : []
  if (names.includes(name)) return { kind: folder === 'wrong' ? 'wrong-fix' : 'scenario', name, chapter, at: chunk }
  const known = [...[...wrong.keys()].map((fix) => `wrong/${fix}`), ...scenarios.map((id) => `scenario/${id}`)]
  throw new BrokenContent(chunk, `${chapter.slug} does not show "${chunk.text}".`, `It has ${known.join(', ')}.`)
}
