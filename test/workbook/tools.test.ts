import { readFileSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allChapters } from '../lab/chapters.ts'
import { checkout } from '../lab/paths.ts'
import { filesOf } from './chapter-files.ts'
import { placeOf, problemAt, type Source } from './problem.ts'

/** What of package.json, biome.json and tsconfig.json says which files are looked at, and how. */
interface Tools {
  scripts: Record<string, string>
  biome: { files?: { includes?: string[] }; linter?: { enabled?: boolean; includes?: string[] } }
  tsconfig: { compilerOptions: { strict?: boolean }; include?: string[]; exclude?: string[] }
}

/** `npm run lint` and `npm run types` look at the whole checkout, and with all their strictness. */
function toolProblems({ scripts, biome, tsconfig }: Tools): string[] {
  const problems: string[] = []
  const say = (file: string, what: string) => problems.push(problemAt({ file, line: 1 }, what))
  if (scripts.lint !== 'biome check') say('package.json', '"npm run lint" is not "biome check" for the whole checkout.')
  if (!scripts.types?.split(' && ').includes('tsc -p .'))
    say('package.json', '"npm run types" is not "tsc -p ." for the whole checkout.')
  if (biome.linter?.enabled === false) say('biome.json', 'the linter is off.')
  if (tsconfig.compilerOptions.strict !== true) say('tsconfig.json', 'it is not strict.')
  return problems
}

/** A file of learner code is inside of what these tools look at, and does not silence them. */
function uncheckedProblems(source: Source, { biome, tsconfig }: Tools): string[] {
  const top = { file: source.file, line: 1 }
  const problems: string[] = []
  const lists = [biome.files?.includes ?? ['**'], biome.linter?.includes ?? ['**']]
  if (!lists.every((list) => isIncluded(source.file, list))) problems.push(problemAt(top, 'biome.json leaves it out.'))
  const { include = ['**'], exclude = [] } = tsconfig
  if (!include.some((glob) => isIn(source.file, glob)) || exclude.some((glob) => isIn(source.file, glob)))
    problems.push(problemAt(top, 'tsconfig.json leaves it out.'))
  const silencer = /@ts-(?:nocheck|ignore|expect-error)|biome-ignore|eslint-disable/.exec(source.text)?.[0]
  if (silencer !== undefined)
    problems.push(problemAt(placeOf(source, silencer), `it silences a tool with ${silencer}.`))
  return problems
}

/** Biome's list: the last pattern that matches decides, and "!" takes out. */
const isIncluded = (file: string, list: string[]) =>
  list.findLast((glob) => isIn(file, glob.replace(/^!+/, '')))?.startsWith('!') === false

/** A pattern may name a folder: then all is meant that is in it. */
const isIn = (file: string, glob: string) => matchesGlob(file, glob) || matchesGlob(file, join(glob, '**'))

const read = (file: string) => JSON.parse(readFileSync(join(checkout, file), 'utf8'))
const ours: Tools = {
  scripts: read('package.json').scripts,
  biome: read('biome.json'),
  tsconfig: read('tsconfig.json'),
}

it('the tools look at the whole checkout', () => {
  expect(toolProblems(ours)).toEqual([])
})

it.each(allChapters())('$slug: lint and types look at its exercise, its solution and its fixes', async (chapter) => {
  const { exercise, solution, right, wrong } = await filesOf(chapter)
  expect([exercise, solution, ...right, ...wrong].flatMap((source) => uncheckedProblems(source, ours))).toEqual([])
})

describe('it is noticed when', () => {
  const tools: Tools = {
    scripts: { lint: 'biome check', types: 'tsc -p .' },
    biome: { files: { includes: ['**', '!**/dist', '!chapters/**/recorded.json'] } },
    tsconfig: { compilerOptions: { strict: true }, include: ['exercises', 'test'] },
  }
  const exercise: Source = { file: 'exercises/01-a/warehouse.ts', text: 'one()\n' }

  it.each<[story: string, change: Partial<Tools>, problems: string[]]>([
    ['not, when nothing is wrong', {}, []],
    [
      'lint looks at a part',
      { scripts: { ...tools.scripts, lint: 'biome check site' } },
      ['package.json:1: "npm run lint" is not "biome check" for the whole checkout.'],
    ],
    [
      'types are checked by another list',
      { scripts: { ...tools.scripts, types: 'tsc -p site' } },
      ['package.json:1: "npm run types" is not "tsc -p ." for the whole checkout.'],
    ],
    ['the linter is off', { biome: { linter: { enabled: false } } }, ['biome.json:1: the linter is off.']],
    [
      'types are not strict',
      { tsconfig: { ...tools.tsconfig, compilerOptions: {} } },
      ['tsconfig.json:1: it is not strict.'],
    ],
  ])('%s', (_, change, problems) => {
    expect(toolProblems({ ...tools, ...change })).toEqual(problems)
  })

  const biome = (...includes: string[]) => ({ biome: { files: { includes } } })
  const tsconfig = (change: Partial<Tools['tsconfig']>) => ({ tsconfig: { ...tools.tsconfig, ...change } })
  const [noLint, noTypes] = ['biome.json', 'tsconfig.json'].map((name) => `${exercise.file}:1: ${name} leaves it out.`)

  it.each<[story: string, change: Partial<Tools>, problems: (string | undefined)[]]>([
    ['not, when a file is looked at', {}, []],
    ['not, when it is taken in again', biome('**', '!exercises', 'exercises/**'), []],
    ['lint leaves a folder out', biome('**', '!exercises'), [noLint]],
    ['lint leaves a kind of file out', biome('**', '!**/warehouse.ts'), [noLint]],
    ['lint looks at other folders', biome('site/**'), [noLint]],
    ['only the linter leaves it out', { biome: { linter: { includes: ['**', '!exercises/**'] } } }, [noLint]],
    ['types look at other folders', tsconfig({ include: ['site'] }), [noTypes]],
    ['types leave a folder out', tsconfig({ exclude: ['exercises/01-a'] }), [noTypes]],
  ])('%s', (_, change, problems) => {
    expect(uncheckedProblems(exercise, { ...tools, ...change })).toEqual(problems)
  })

  it.each(['// @ts-nocheck', '// @ts-expect-error: later', '// biome-ignore lint: later'])(
    'a file says %s',
    (comment) => {
      const silencer = comment.match(/@[\w-]+|biome-ignore/)?.[0]
      expect(uncheckedProblems({ ...exercise, text: `one()\n${comment}\n` }, tools)).toEqual([
        `${exercise.file}:2: it silences a tool with ${silencer}.`,
      ])
    },
  )
})
