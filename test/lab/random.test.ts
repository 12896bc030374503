import { describe, expect, it } from 'vitest'
import { freshSeed, Random } from './random.ts'

const drawn = (seed: number, count = 1000) => {
  const random = new Random(seed)
  return Array.from({ length: count }, () => random.between(1, 100))
}

describe('a seed', () => {
  it.each([0, 1, 7431, 999_999, 2 ** 32 - 1])('%s draws the same numbers again', (seed) => {
    expect(drawn(seed)).toEqual(drawn(seed))
  })

  it('draws others than the next one: a second try asks another question', () => {
    expect(drawn(7431, 20)).not.toEqual(drawn(7432, 20))
  })

  it('asks what the recorded runs were asked', () => {
    expect(drawn(7431, 8)).toMatchInlineSnapshot(`
      [
        90,
        32,
        67,
        19,
        84,
        57,
        53,
        25,
      ]
    `)
  })
})

describe('between', () => {
  it.each([
    [5, 12],
    [3, 18],
    [0, 1],
    [-2, 2],
  ])('%s and %s: every number, both ends included, and none beyond', (low, high) => {
    const random = new Random(1)
    const seen = new Set(Array.from({ length: 2000 }, () => random.between(low, high)))
    const all = Array.from({ length: high - low + 1 }, (_, index) => low + index)
    expect([...seen].sort((a, b) => a - b)).toEqual(all)
  })

  it('one number and the same: that one', () => {
    expect(new Random(1).between(4, 4)).toBe(4)
  })

  it('draws each about as often', () => {
    const random = new Random(2)
    const counts = new Map<number, number>()
    for (let draw = 0; draw < 8000; draw += 1) {
      const number = random.between(1, 8)
      counts.set(number, (counts.get(number) ?? 0) + 1)
    }
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })
})

it('pick takes every value, the first and the last included', () => {
  const random = new Random(3)
  const seen = new Set(Array.from({ length: 200 }, () => random.pick(['teapot', 'lamp', 'kite', 'globe'])))
  expect([...seen].sort()).toEqual(['globe', 'kite', 'lamp', 'teapot'])
})

it('a fresh seed is short enough to be typed', () => {
  const seeds = Array.from({ length: 100 }, freshSeed)
  for (const seed of seeds) expect(Number.isInteger(seed) && seed >= 0 && seed < 1_000_000).toBe(true)
  expect(new Set(seeds).size).toBeGreaterThan(90)
})
