import { describe, expect, it } from 'vitest'
import { rangesText } from '../../site/picture/ranges.ts'
import { OrderNumbers } from './order-numbers.ts'

describe('numbers of orders', () => {
  const numbers = new OrderNumbers(['a', 'b', 'c', 'd', 'e'])

  it.each<[story: string, orderIds: string[], numbers: number[], text: string]>([
    ['none', [], [], ''],
    ['the first is #1', ['a'], [1], '#1'],
    ['ascending, whatever the order', ['d', 'b', 'c'], [2, 3, 4], '#2 … #4'],
    ['each once', ['b', 'b', 'a'], [1, 2], '#1 #2'],
    ['not those that nobody placed', ['x', 'e', 'undefined'], [5], '#5'],
    ['only such', ['x'], [], ''],
  ])('%s', (_, orderIds, expected, text) => {
    expect(numbers.of(orderIds)).toEqual(expected)
    expect(numbers.of(new Set(orderIds))).toEqual(expected)
    expect(numbers.text(orderIds)).toBe(text)
  })

  it('sorts numbers, not digits', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `order-${index + 1}`)
    expect(new OrderNumbers(ids).of(['order-10', 'order-9', 'order-2'])).toEqual([2, 9, 10])
  })
})

it.each<[text: string, numbers: number[]]>([
  ['', []],
  ['#3', [3]],
  ['#1 #2', [1, 2]],
  ['#1 … #3', [1, 2, 3]],
  ['#1 … #7 #9', [1, 2, 3, 4, 5, 6, 7, 9]],
  ['#2 #5 #9 … #12', [2, 5, 9, 10, 11, 12]],
  ['#1 #3 #5', [1, 3, 5]],
  ['#1 #2 #4 #5', [1, 2, 4, 5]],
  ['#1 … #3 #5 … #7', [1, 2, 3, 5, 6, 7]],
  ['#9 … #11', [9, 10, 11]],
])('a run of three and more is shortened: "%s"', (text, numbers) => {
  expect(rangesText(numbers)).toBe(text)
})
