import { expect, it } from 'vitest'
import { isOlder } from './versions.ts'

it.each<[version: string, relation: 'is' | 'is not', than: string]>([
  ['4.0.5', 'is', '4.2'],
  ['4.1', 'is', '4.2'],
  ['3.13.7', 'is', '4.0'],
  ['4.2', 'is not', '4.2'],
  ['4.2.0', 'is not', '4.2'],
  ['4.2.3', 'is not', '4.2'],
  ['4.3.0', 'is not', '4.2'],
  ['5.0.0', 'is not', '4.2'],
  // By number, not by letter.
  ['4.2.1', 'is', '4.10'],
  ['4.10.0', 'is not', '4.2'],
  ['10.0.0', 'is not', '4.2'],
  // What a version does not say is 0.
  ['4', 'is', '4.2'],
  ['4', 'is not', '4.0'],
  ['4.2', 'is', '4.2.1'],
  // What comes before a release has what the release has.
  ['4.2.0-rc.1', 'is not', '4.2'],
  ['4.2.0-beta.3', 'is', '4.3'],
  ['4.1.0+12.gabcdef', 'is', '4.2'],
])('%s %s older than %s', (version, relation, than) => {
  expect(isOlder(version, than)).toBe(relation === 'is')
})
