import { stripVTControlCharacters as plain } from 'node:util'
import { expect, test } from 'vitest'
import { keysText, phaseText } from './loop-texts.ts'

test.each([20, 40, 80, 200])('no line of the keys is longer than a terminal of %i columns', (columns) => {
  const lines = plain(keysText(columns)).split('\n')
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(columns)
  expect(lines.join(' · ')).toBe(plain(keysText(1_000)))
})

test('a phase says how long it takes, and how long it usually does', () => {
  const phase = { text: 'judging: 2 of 5 scenarios played', usualSeconds: 1.234, since: 1_000 }
  expect(phaseText(phase, 1_840)).toBe('judging: 2 of 5 scenarios played · 0.8 s, usually 1.2 s')
  expect(phaseText({ ...phase, usualSeconds: null }, 1_840)).toBe('judging: 2 of 5 scenarios played · 0.8 s')
})
