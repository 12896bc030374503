import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allChapters, scenariosOf } from './chapters.ts'
import { type Code, codes } from './codes.ts'
import { checkout } from './paths.ts'

const names = Object.keys(codes)

describe.each(Object.entries<Code>(codes))('%s', (name, { title, explanation, hints, ...rest }) => {
  it('is written as codes are', () => {
    expect(name).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
  })

  it('has a title, an explanation and three hints, and nothing else', () => {
    expect(hints).toHaveLength(3)
    for (const text of [title, explanation, ...hints]) expect(text).toMatch(/^\S(.*\S)?$/)
    expect(rest).toEqual({})
  })

  it('says nothing twice', () => {
    expect(new Set([title, explanation, ...hints]).size).toBe(5)
  })
})

it('no two codes share a title or an explanation', () => {
  const texts = Object.values<Code>(codes).flatMap(({ title, explanation }) => [title, explanation])
  expect(new Set(texts).size).toBe(texts.length)
})

describe('every code that is promised exists', () => {
  const wrongFixes = readdirSync(join(checkout, 'test'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^\d\d-[^/]+\/wrong\/[^/]+\.ts$/.test(path.replaceAll('\\', '/')),
  )

  it('there are wrong fixes to look at', () => {
    expect(wrongFixes.length).toBeGreaterThanOrEqual(8)
  })

  it.each(wrongFixes)('%s', (path) => {
    const earns = /^\/\/ earns: (\w+)\s/.exec(readFileSync(join(checkout, 'test', path), 'utf8'))?.[1]
    expect(names).toContain(earns)
  })

  it.each(allChapters())('$slug: what its exercise and its scenarios lead to', async (chapter) => {
    expect(names).toContain(chapter.code)
    const scenarios = await scenariosOf(chapter)
    expect(scenarios.length).toBeGreaterThan(0)
    for (const { lossCode } of scenarios) expect(names).toContain(lossCode)
  })
})
