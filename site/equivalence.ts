import type { Chunk } from './chunk.ts'
import { readRecords, refuseTwice } from './records.ts'
import { requireSource } from './source.ts'

/** The systems that are compared. Each is a key of a record; the key with `-source` holds what shows it. */
export const systems = ['rabbitmq', 'kafka', 'rocketmq'] as const
export type System = (typeof systems)[number]

/** What one system offers for a guarantee, and what shows it. */
export interface Cell {
  text: Chunk
  source: Chunk
}

/** A guarantee, and how each system gives it. */
export interface Guarantee {
  id: string
  /** As an interviewer asks for it. */
  question: Chunk
  cells: Record<System, Cell>
}

/** Reads the table of equivalences. Every cell names a primary source with its version. */
export function readEquivalence(file: string, text: string): Guarantee[] {
  const must = ['id', 'question', ...systems.flatMap((system) => [system, `${system}-source`])]
  const records = readRecords(file, text, { must, may: [] })
  refuseTwice(records, (record) => record.text('id'))
  return records.map((record) => {
    const cell = (system: System): Cell => ({
      text: record.chunk(system) as Chunk,
      source: requireSource(record.chunk(`${system}-source`) as Chunk),
    })
    return {
      id: record.text('id'),
      question: record.chunk('question') as Chunk,
      cells: { rabbitmq: cell('rabbitmq'), kafka: cell('kafka'), rocketmq: cell('rocketmq') },
    }
  })
}
