import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allChapters, candidatesOf } from '../lab/chapters.ts'
import { codes } from '../lab/codes.ts'
import { files, texts } from '../lab/hostile-rows.ts'
import { checkout } from '../lab/paths.ts'
import { placeOf, problemAt, type Source } from './problem.ts'

/** A code that nobody earns may be one that can't be earned, and nobody has seen whether its words are right. */
function codeProblems(catalogue: Source & { names: string[] }, earned: ReadonlySet<string>): string[] {
  return catalogue.names
    .filter((name) => !earned.has(name))
    .map((name) =>
      problemAt(
        placeOf(catalogue, `  ${name}:`),
        `nobody earns ${name}: no exercise, no wrong fix, no row of test/lab/hostile-rows.ts.`,
      ),
    )
}

/** What is earned in the proof: a wrong fix and an exercise as shipped by their chapters, the rest by strange files. */
function allEarned(): Set<string> {
  const chapters = allChapters()
  const expected = chapters.flatMap((chapter) => candidatesOf(chapter)).map((candidate) => candidate.expected)
  return new Set<string>([
    ...expected.flatMap((each) => (each?.outcome === 'FAIL' ? [each.code] : [])),
    ...chapters.map(({ code }) => code),
    ...[...files, ...texts].map(([, earns]) => earns),
  ])
}

it('every code of the catalogue is earned by somebody', () => {
  const file = 'test/lab/codes.ts'
  const text = readFileSync(join(checkout, file), 'utf8')
  expect(codeProblems({ file, text, names: Object.keys(codes) }, allEarned())).toEqual([])
})

describe('it is noticed when', () => {
  const catalogue = { file: 'codes.ts', text: 'codes = {\n  LATE: {\n  LOST: {\n', names: ['LATE', 'LOST'] }

  it.each<[story: string, earned: string[], problems: string[]]>([
    ['not, when all are earned', ['LATE', 'LOST', 'PASS'], []],
    [
      'nobody earns a code',
      ['LATE'],
      ['codes.ts:3: nobody earns LOST: no exercise, no wrong fix, no row of test/lab/hostile-rows.ts.'],
    ],
  ])('%s', (_, earned, problems) => {
    expect(codeProblems(catalogue, new Set(earned))).toEqual(problems)
  })
})
