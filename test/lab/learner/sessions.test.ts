import { expect, test } from 'vitest'
import { readSessions } from './recorded-terminal.ts'
import { quietSessions } from './sessions.ts'

test('the recorded sessions of the verbs that need no broker say what the verbs say', {
  timeout: 120_000,
}, async () => {
  const recorded = readSessions().filter(({ id }) => id !== 'learn')
  expect(await quietSessions(), 'chapters/terminal.json is not fresh: npm run record:terminal').toEqual(recorded)
})

test('the recorded loop shows a failure, a hint and a pass, and nothing of the machine that it ran on', () => {
  const learn = readSessions().find(({ id }) => id === 'learn')
  const text = (learn?.lines ?? []).map((line) => line.map((run) => run.text).join('')).join('\n')
  expect(text).toMatch(/LOST_ON_CONSUMER_CRASH[\s\S]*hint 1 of 3[\s\S]*PASS/)
  expect(JSON.stringify(readSessions())).not.toMatch(/\.runs\/desks|\/home\/|\/tmp\/|\/work\//)
})
