import { BrokenContent } from './broken-content.ts'
import type { Chunk } from './chunk.ts'
import { readItems } from './list-items.ts'

/** What somebody who plays the interviewer listens for in an answer. Each entry is Markdown. */
export interface Signs {
  /** The points of a good answer: one mark each. */
  good: Chunk[]
  /** Red flags: what shows that the rest was learnt by heart. */
  bad: Chunk[]
}

/** Reads the list under "What to listen for". Throws `BrokenContent` when a kind is missing or an item is of neither. */
export function readSigns(chunk: Chunk): Signs {
  const todo = 'List the signs: "- good sign: says that ..." and "- red flag: says that ...".'
  const items = readItems(chunk, /^-\s+/, todo)
  const ofKind = (kind: string) =>
    items.flatMap((item) => {
      const text = new RegExp(`^${kind}:\\s+([\\s\\S]+)$`).exec(item.text)?.[1]
      return text === undefined ? [] : [{ ...item, text }]
    })
  const [good, bad] = [ofKind('good sign'), ofKind('red flag')]
  const lost = items.find(({ line }) => ![...good, ...bad].some((sign) => sign.line === line))
  if (lost) throw new BrokenContent(lost, `"${lost.text}" is no sign.`, todo)
  if (good.length < 2 || bad.length < 1) {
    throw new BrokenContent(items[0] ?? chunk, 'an answer has at least two good signs and one red flag.', todo)
  }
  return { good, bad }
}
