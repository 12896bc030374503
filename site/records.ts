import { isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml'
import { BrokenContent, type Place } from './broken-content.ts'
import type { Chunk } from './chunk.ts'

/** One entry of a YAML file that is a list of entries with text values. */
export interface DataRecord {
  at: Place
  /** The text of a key that must be there. */
  text(key: string): string
  /** The text of a key, as a piece of Markdown that knows its line; null when the key is not there. */
  chunk(key: string): Chunk | null
}

interface Shape {
  must: readonly string[]
  may: readonly string[]
}

/** Reads a list of records. Throws `BrokenContent` when it is not one, a key is missing or unknown, or a value is no text. */
export function readRecords(file: string, text: string, shape: Shape): DataRecord[] {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter })
  const place = (offset: number | undefined): Place => ({ file, line: counter.linePos(offset ?? 0).line || 1 })
  const problem = document.errors[0]
  if (problem) {
    const what = problem.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')
    throw new BrokenContent(place(problem.pos[0]), `this is not valid YAML: ${what}.`, 'Quote values that hold ": ".')
  }
  if (!isSeq(document.contents)) {
    throw new BrokenContent({ file, line: 1 }, 'this is no list.', 'Begin each entry with "- ".')
  }
  return document.contents.items.map((item) => {
    const at = place(isMap(item) ? item.range?.[0] : undefined)
    if (!isMap(item)) throw new BrokenContent(at, 'an entry has no keys.', `It has ${shape.must.join(', ')}.`)
    return readRecord(new Map(item.items.map((pair) => readPair(pair, place))), at, shape)
  })
}

function readPair({ key, value }: Pair, place: (offset: number | undefined) => Place): [string, Chunk] {
  const name = isScalar(key) ? String(key.value) : ''
  const at = place(isScalar(key) ? key.range?.[0] : undefined)
  const text = isScalar(value) ? value.value : undefined
  if (typeof text === 'string' && text.trim() !== '') return [name, { ...at, text }]
  throw new BrokenContent(at, `"${name}" must be text.`, 'Quote it when it is a number, or holds ": ".')
}

function readRecord(values: Map<string, Chunk>, at: Place, { must, may }: Shape): DataRecord {
  const missing = must.find((key) => !values.has(key))
  if (missing) throw new BrokenContent(at, `this entry has no "${missing}".`, `It has ${must.join(', ')}.`)
  for (const [key, chunk] of values) {
    if (must.includes(key) || may.includes(key)) continue
    throw new BrokenContent(chunk, `nobody reads the key "${key}".`, `The keys are ${[...must, ...may].join(', ')}.`)
  }
  return { at, text: (key) => values.get(key)?.text ?? '', chunk: (key) => values.get(key) ?? null }
}

/** Throws `BrokenContent` when two records have the same id. */
export function refuseTwice(records: DataRecord[], idOf: (record: DataRecord) => string): void {
  const seen = new Map<string, Place>()
  for (const record of records) {
    const id = idOf(record)
    const first = seen.get(id)
    if (first) {
      throw new BrokenContent(
        record.at,
        `"${id}" is taken by the entry on line ${first.line}.`,
        'Name each entry once.',
      )
    }
    seen.set(id, record.at)
  }
}
