import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { BrokenContent } from './broken-content.ts'
import type { Chunk } from './chunk.ts'

/** The block between the two `---` lines at the top of a file, and the Markdown after it. */
export interface FrontMatter {
  values: Record<string, unknown>
  /** The line of a key in the file; of the opening `---` when the key is missing. */
  lineOf(key: string): number
  body: Chunk
}

/** Reads the front matter of a file. Throws `BrokenContent` when there is none, or its YAML is broken. */
export function readFrontMatter(file: string, text: string): FrontMatter {
  const match = /^---\n([\s\S]*?)\n---[^\S\n]*(?:\n|$)/.exec(text)
  if (match?.[1] === undefined) {
    throw new BrokenContent(
      { file, line: 1 },
      'there is no front matter.',
      'Begin the file with a block between two "---" lines.',
    )
  }
  const counter = new LineCounter()
  const document = parseDocument(match[1], { lineCounter: counter })
  const problem = document.errors[0]
  if (problem) {
    const line = counter.linePos(problem.pos[0]).line + 1
    const what = problem.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')
    throw new BrokenContent(
      { file, line },
      `the front matter is not valid YAML: ${what}.`,
      'Quote values that hold ": " or begin with a mark.',
    )
  }
  if (!isMap(document.contents)) {
    throw new BrokenContent({ file, line: 1 }, 'the front matter holds no keys.', 'Write one "key: value" a line.')
  }
  const lines = new Map<unknown, number>()
  for (const { key } of document.contents.items) {
    if (isScalar(key) && key.range) lines.set(key.value, counter.linePos(key.range[0]).line + 1)
  }
  return {
    values: document.toJS(),
    lineOf: (key) => lines.get(key) ?? 1,
    body: { file, line: match[0].split('\n').length, text: text.slice(match[0].length) },
  }
}

/** A key that must hold text. */
export function requireText(front: FrontMatter, key: string): string {
  const value = front.values[key]
  if (typeof value === 'string' && value.trim() !== '') return value.trim()
  const at = { file: front.body.file, line: front.lineOf(key) }
  if (value === undefined) throw new BrokenContent(at, `the front matter has no "${key}".`, `Add a line "${key}: ...".`)
  throw new BrokenContent(at, `"${key}" must be text.`, 'Write it on one line, and quote it when it holds ": ".')
}

/** Refuses keys that nobody reads: they are misspelt. */
export function refuseOtherKeys(front: FrontMatter, known: readonly string[]): void {
  const other = Object.keys(front.values).find((key) => !known.includes(key))
  if (other === undefined) return
  const at = { file: front.body.file, line: front.lineOf(other) }
  throw new BrokenContent(at, `nobody reads the key "${other}".`, `The keys are ${known.join(', ')}.`)
}
