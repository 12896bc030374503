import { BrokenContent, type Place } from './broken-content.ts'
import type { Chunk } from './chunk.ts'
import type { Item } from './list-items.ts'

/** What shows that an answer is true. `shows` says what one can see there, and `npm test` compares it with the run. */
export type Evidence =
  | { kind: 'scenario'; id: string; shows: string; at: Place }
  | { kind: 'wrong-fix'; name: string; shows: string; at: Place }
  /** Markdown: a link, and the version that it speaks of. */
  | { kind: 'source'; text: Chunk }
  /** Markdown: which version, when, what was done and what came of it. Nobody plays it again. */
  | { kind: 'measured'; text: Chunk }

/** Reads one item of the list under "Evidence". Throws `BrokenContent` when it is none. */
export function readEvidence(item: Item): Evidence {
  const match = /^(scenario|wrong fix|source|measured):\s+([\s\S]+)$/.exec(item.text)
  const [kind, value] = [match?.[1], match?.[2]?.trim()]
  if (value && kind === 'source' && /^\[[^\]]+\]\([^)\s]+\),\s*\S/.test(value))
    return { kind, text: { ...item, text: value } }
  if (value && kind === 'measured') return { kind, text: { ...item, text: value } }
  const [, name, shows] = /^([\w-]+), shows: ([\s\S]+)$/.exec(value ?? '') ?? []
  if (name && shows && kind === 'scenario') return { kind, id: name, shows, at: item }
  if (name && shows && kind === 'wrong fix') return { kind: 'wrong-fix', name, shows, at: item }
  throw new BrokenContent(
    item,
    `"${item.text}" is not evidence.`,
    'Write "- scenario: id, shows: FAULT, CODE", "- wrong fix: name, shows: CODE in SCENARIO, 13 of 20 lost", "- source: [title](address), version" or "- measured: versions, date: what".',
  )
}
