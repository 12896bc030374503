import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkout } from '../paths.ts'
import { judgeVersion } from './judge-version.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zero-loss-judge-'))
  for (const name of ['package.json', 'tsconfig.json', 'test', 'site', 'exercises', 'solutions'])
    cpSync(join(checkout, name), join(root, name), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const change = (file: string, how: (text: string) => string) => {
  const text = readFileSync(join(root, file), 'utf8')
  const changed = how(text)
  expect(changed).not.toBe(text)
  writeFileSync(join(root, file), changed)
}
const now = () => judgeVersion('01-auto-ack')
const then = () => judgeVersion('01-auto-ack', root)
const scenarios = 'test/01-auto-ack/scenarios.ts'

test('it is the same in another folder, and with the line ends of another system', () => {
  change(scenarios, (text) => text.replaceAll('\n', '\r\n'))
  expect(then()).toBe(now())
})

test.each([scenarios, 'test/lab/judge.ts', 'test/lab/rules/queue.ts'])(
  'who has passed is not asked again for a comment in %s',
  (file) => {
    change(file, (text) => `// another word\n${text}\n/* and a last one */\n`)
    expect(then()).toBe(now())
  },
)

test.each([
  ...[scenarios, 'test/lab/judge.ts', 'test/lab/ledger.ts', 'test/lab/rules/queue.ts', 'test/lab/stage.ts'],
  ...['test/lab/play.ts', 'test/lab/round.ts', 'test/lab/wire/frames.ts', 'test/lab/roles/child.ts'],
])('it changes with what %s does', (file) => {
  change(file, (text) => `${text}\nglobalThis.name = 'another step'\n`)
  expect(then()).not.toBe(now())
})

test.each(['test/02-ack-timing/scenarios.ts', 'test/lab/codes.ts', 'test/lab/terminal-report.ts'])(
  '%s does not decide',
  (file) => {
    change(file, (text) => `${text}\nglobalThis.name = 'another step'\n`)
    expect(then()).toBe(now())
  },
)

test('a number in the play is enough', () => {
  change('test/lab/round.ts', (text) => text.replace('frozenMs = 5_000', 'frozenMs = 6_000'))
  expect(then()).not.toBe(now())
})
