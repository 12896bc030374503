import { expect, test } from 'vitest'
import { typedCommand } from './typed-command.ts'

test.each([
  [undefined, ['1'], 'npm test'],
  ['test', [], 'npm test'],
  ['test', ['4'], 'npm test 4'],
  ['learn', [], 'npm run learn'],
  ['learn', ['2', '--plain'], 'npm run learn -- 2 --plain'],
])('npm script %s with %j was typed as %s', (name, args, typed) => {
  expect(typedCommand({ npm_lifecycle_event: name }, args)).toBe(typed)
})

test('a test’s worker has arguments of its own', () => {
  expect(typedCommand({ npm_lifecycle_event: 'test', VITEST: 'true' }, ['--worker'])).toBe('npm test')
})
