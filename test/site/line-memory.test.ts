import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createHighlighter } from '../../site/highlight.ts'
import { LineMemory } from '../../site/line-memory.ts'
import { ROOT } from '../../site/workshop.ts'

/** A language in which "(" opens and ")" closes: a line is drawn as the depth at its beginning and its text. */
function nesting() {
  const read: string[] = []
  const memory = new LineMemory<{ depth: number }>(
    (line, state) => {
      read.push(line)
      const depth = state?.depth ?? 0
      const change = line.split('(').length - line.split(')').length
      return { drawn: `${depth} ${line}`, after: { depth: depth + change } }
    },
    (one, other) => one.depth === other.depth,
  )
  return { read, memory }
}

/** Code whose lines read otherwise than alone. */
const WITHOUT_AN_END = [
  'const a = 1\n/* const a = 1\nconst a = 1 */ const a = 1\nconst a = 1',
  `const text = \`a \${\n  channel.ack(message)\n} b\nchannel.ack(message)\n\`\nchannel.ack(message)`,
  'await channel.consume(\n  queue,\n  (message) => {\n    if (message === null) return\n  },\n  { noAck: false },\n)',
  'type Order = {\n  id: string\n}\nconst id: string = "1"\nlabel: string',
]

describe('line memory', () => {
  it('reads a line once from each state of the grammar', () => {
    const { read, memory } = nesting()
    expect(memory.lines('a\na(\na\n)\na')).toEqual(['0 a', '0 a(', '1 a', '1 )', '0 a'])
    expect(read.splice(0)).toEqual(['a', 'a(', 'a', ')', 'a']) // the beginning is a state of its own
    expect(memory.lines('a\na\na(\na')).toEqual(['0 a', '0 a', '0 a(', '1 a'])
    expect(read).toEqual([]) // all of it has been read from there
    expect(memory.lines(')')).toEqual(['0 )'])
    expect(read).toEqual([')'])
  })

  it('keeps the state over an empty line, and knows both ends of a line', () => {
    const { memory } = nesting()
    expect(memory.lines('(\r\n\r\na')).toEqual(['0 (', '', '1 a'])
  })
})

describe('the highlighter', () => {
  it('draws code that it meets after a whole book as if it met it first', async () => {
    const busy = await createHighlighter()
    const sources = ['exercises', 'solutions', 'test'].flatMap((folder) =>
      globSync(`${folder}/0*/**/*.ts`, { cwd: ROOT }).map((file) => readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(sources.length).toBeGreaterThan(100)
    for (const source of sources) busy.lines(source, 'ts')
    for (const code of WITHOUT_AN_END) {
      const first = await createHighlighter()
      expect(busy.lines(code, 'ts')).toEqual(first.lines(code, 'ts'))
    }
  })
})
