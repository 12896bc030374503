import { expect, test } from 'vitest'
import { count, type Forms, fill } from '../../site/said.ts'

const days: Forms = { 0: 'today', 1: 'tomorrow', one: '{n} day', other: 'in {n} days' }
const files: Forms = { one: '{n} plik', few: '{n} pliki', many: '{n} plików', other: '{n} pliku' }

test.each([
  [days, 0, 'en', 'today'],
  [days, 1, 'en', 'tomorrow'],
  [days, 2, 'en', 'in 2 days'],
  [{ one: '{n} day', other: '{n} days' }, 1, 'en', '1 day'],
  [files, 1, 'pl', '1 plik'],
  [files, 3, 'pl', '3 pliki'],
  [files, 5, 'pl', '5 plików'],
  [{ other: '{n} 天' }, 1, 'zh', '1 天'],
])('%o for %i in %s is "%s"', (forms, n, language, said) => {
  expect(count(forms, n, language)).toBe(said)
})

test('a sentence takes its values, also twice, and shows a gap that nobody fills', () => {
  expect(fill('{a} and {b}, {a}', { a: 'one', b: 2 })).toBe('one and 2, one')
  expect(fill('{a} of {all}', { a: 0 })).toBe('0 of {all}')
  expect(count({ one: '{n} minute of {of}', other: '{n} minutes of {of}' }, 7, 'en', { of: 15 })).toBe(
    '7 minutes of 15',
  )
})
