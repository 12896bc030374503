import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkout } from '../paths.ts'
import { judgeVersion } from './judge-version.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zero-loss-judge-'))
  cpSync(join(checkout, 'test'), join(root, 'test'), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const change = (file: string, how: (text: string) => string) =>
  writeFileSync(join(root, file), how(readFileSync(join(root, file), 'utf8')))

test('it is the same in another folder, and with the line ends of another system', () => {
  change('test/01-auto-ack/scenarios.ts', (text) => text.replaceAll('\n', '\r\n'))
  expect(judgeVersion('01-auto-ack', root)).toBe(judgeVersion('01-auto-ack'))
})

test.each(['test/01-auto-ack/scenarios.ts', 'test/lab/judge.ts', 'test/lab/ledger.ts', 'test/lab/rules/queue.ts'])(
  'it changes with %s',
  (file) => {
    change(file, (text) => `${text}// changed\n`)
    expect(judgeVersion('01-auto-ack', root)).not.toBe(judgeVersion('01-auto-ack'))
  },
)

test('another chapter’s test does not matter', () => {
  change('test/02-ack-timing/scenarios.ts', (text) => `${text}// changed\n`)
  expect(judgeVersion('01-auto-ack', root)).toBe(judgeVersion('01-auto-ack'))
})
