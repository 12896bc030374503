import { expect, test } from 'vitest'
import { labSessionIds } from './lab-sessions.ts'
import { readSessions } from './recorded-terminal.ts'
import { quietSessions } from './sessions.ts'

test('the recorded sessions of the verbs that need no broker say what the verbs say', {
  timeout: 120_000,
}, async () => {
  const recorded = readSessions().filter(({ id }) => !labSessionIds.includes(id))
  expect(await quietSessions(), 'chapters/terminal.json is not fresh: npm run record:terminal').toEqual(recorded)
})

const textOf = (wanted: string) =>
  (readSessions().find(({ id }) => id === wanted)?.lines ?? [])
    .map((line) => line.map((run) => run.text).join(''))
    .join('\n')

test('each command that a reader types has a session', () => {
  for (const id of labSessionIds) expect(textOf(id).length, id).toBeGreaterThan(100)
  expect(textOf('first-run')).toMatch(/■+□* (downloading|unpacking): \d+ of \d+ MB/)
  expect(textOf('test')).toMatch(/^✗ 01-auto-ack/m)
  expect(textOf('test-candidate')).toMatch(/^✓ 01-auto-ack {3}PASS/m)
  expect(textOf('doctor')).toMatch(/This machine can run the workbook/)
})

test('the recorded loop shows a failure, a hint and a pass, and nothing of the machine that it ran on', () => {
  expect(textOf('learn')).toMatch(/LOST_ON_CONSUMER_CRASH[\s\S]*hint 1 of 3[\s\S]*PASS/)
  expect(JSON.stringify(readSessions())).not.toMatch(/\.runs\/desks|\/home\/|\/tmp\/|\/work\//)
})
