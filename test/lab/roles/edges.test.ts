import { expect, describe as group, it } from 'vitest'
import { describe } from './describe.ts'
import { Lines } from './lines.ts'
import { Output } from './output.ts'

group('lines', () => {
  const cut = (...chunks: string[]) => {
    const lines = new Lines()
    return chunks.map((chunk) => lines.push(chunk))
  }

  it.each<[what: string, chunks: string[], lines: string[][]]>([
    ['whole ones', ['a\nb\n'], [['a', 'b']]],
    ['one in pieces', ['a', 'b', 'c\nd'], [[], [], ['abc']]],
    ['empty ones', ['\n\na\n\n', '\n'], [['a'], []]],
    ['one that is too long', ['x'.repeat(1024 * 1024), 'y', 'z\na\n'], [[], [], ['a']]],
    ['one that is too long at once', [`${'x'.repeat(2_000_000)}\na\n`], [['a']]],
  ])('%s', (_, chunks, lines) => {
    expect(cut(...chunks)).toEqual(lines)
  })
})

group('output', () => {
  const printed = (...chunks: string[]) => {
    const output = new Output()
    for (const chunk of chunks) output.add(Buffer.from(chunk))
    return output
  }

  it('keeps the last 20 lines, in the order in which they came', () => {
    const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`)
    expect(printed(...lines.map((line) => `${line}\n`)).lastLines).toEqual(lines.slice(-20))
  })

  it('puts lines together again', () => {
    expect(printed('half a ', 'line\nand ', 'the rest').lastLines).toEqual(['half a line', 'and the rest'])
  })

  it('keeps the end of 100 MB', () => {
    const output = printed()
    for (let megabyte = 0; megabyte < 100; megabyte += 1) output.add(Buffer.alloc(1024 * 1024, 'x'))
    output.add(Buffer.from('\nthe end\n'))
    expect(output.lastLines).toEqual(['x'.repeat(400), 'the end'])
  })

  it('leaves out what is not about the learner’s code', () => {
    const lines = printed(
      'Error: no truck\n',
      '    at ship (file:///home/me/exercises/01-auto-ack/warehouse.ts:7:3)\n',
      '    at async open (file:///home/me/test/lab/roles/child.ts:60:31)\n',
      '----- Native stack trace -----\n\n 1: 0x931db0  [node]\n',
    ).lastLines
    expect(lines).toEqual(['Error: no truck', '    at ship (file:///home/me/exercises/01-auto-ack/warehouse.ts:7:3)'])
  })

  it('knows V8’s last words', () => {
    expect(printed('FATAL ERROR: Reached heap limit - JavaScript heap out of memory\n').saysOutOfMemory).toBe(true)
    expect(printed('Error: out of orders\n').saysOutOfMemory).toBe(false)
  })
})

group('describe', () => {
  const file = 'file:///home/me/warehouse.ts'
  const at = (error: Error, stack: string) => Object.assign(error, { stack })
  const angry = {
    get stack(): string {
      throw new Error('no')
    },
  }

  it.each<[what: string, thrown: unknown, text: string]>([
    ['an error', at(new TypeError('no truck'), ''), 'TypeError: no truck'],
    ['one from the file', at(new Error('no truck'), `Error\n    at x (${file}:12:3)`), 'Error: no truck (line 12)'],
    ['one of another file', at(new Error('no truck'), 'Error\n    at x (file:///y.ts:12:3)'), 'Error: no truck'],
    ['many lines', at(new Error('first\nsecond'), ''), 'Error: first'],
    ['a long one', at(new Error('x'.repeat(5000)), ''), `Error: ${'x'.repeat(293)}`],
    [
      'no answer by IPv6 and IPv4',
      new AggregateError([new Error('::1'), new Error('127.0.0.1')]),
      'AggregateError: ::1, 127.0.0.1',
    ],
    ['nothing', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a string', 'no truck', "'no truck'"],
    ['an object', { code: 7 }, '{ code: 7 }'],
    ['what can’t be looked at', angry, 'something that can’t be described'],
  ])('%s', (_, thrown, text) => {
    expect(describe(thrown, file)).toBe(text)
  })
})
