import { expect, test } from 'vitest'
import { readSessions } from './recorded-terminal.ts'
import { quietSessions } from './sessions.ts'

test('the recorded sessions of the verbs that need no broker say what the verbs say', {
  timeout: 120_000,
}, async () => {
  const recorded = readSessions().filter(({ id }) => id !== 'learn')
  expect(await quietSessions(), 'chapters/terminal.json is not fresh: npm run record:terminal').toEqual(recorded)
})

test('nothing recorded names the machine that it ran on', () => {
  expect(readSessions().length).toBeGreaterThan(4)
  expect(JSON.stringify(readSessions())).not.toMatch(/\.runs\/desks|\/home\/|\/tmp\/|\/work\//)
})
