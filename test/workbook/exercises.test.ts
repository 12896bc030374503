import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allChapters } from '../lab/chapters.ts'
import type { Scenario } from '../lab/scenario.ts'
import { type ChapterFiles, filesOf } from './chapter-files.ts'
import { placeAt, placeOf, problemAt, type Source } from './problem.ts'

interface Matter extends Pick<ChapterFiles, 'slug' | 'exercise' | 'exerciseFolder' | 'solution'> {
  scenarios: { list: Pick<Scenario, 'candidate'>[] }
}

const exportOf = { warehouse: 'openWarehouse', 'order-service': 'openOrderService' }

/** One broken file, one TODO, and a solution that is another answer. */
function exerciseProblems({ slug, exercise, exerciseFolder, solution, scenarios }: Matter): string[] {
  const top = { file: exercise.file, line: 1 }
  const problems = [...todoProblems(exercise), ...exportProblems(exercise, scenarios.list)]
  if (exercise.file !== `exercises/${slug}/${basename(exercise.file)}`)
    problems.push(problemAt(top, `the exercise of ${slug} is not in exercises/${slug}.`))
  if (exerciseFolder.length !== 1)
    problems.push(problemAt(top, `an exercise is one file, and its folder has ${exerciseFolder.join(', ')}.`))
  if (codeOf(exercise) === codeOf(solution))
    problems.push(
      problemAt({ file: solution.file, line: 1 }, 'the solution differs from the exercise in no line of code.'),
    )
  if (/\bTODO\b/.test(solution.text))
    problems.push(problemAt(placeOf(solution, /\bTODO\b/), 'the solution has a TODO.'))
  return problems
}

function todoProblems(exercise: Source): string[] {
  const todos = [...exercise.text.matchAll(/\bTODO\b/g)]
  if (todos.length !== 1) {
    const place = placeAt(exercise, todos[1]?.index ?? 0)
    return [problemAt(place, `an exercise has exactly one TODO, and this has ${todos.length}.`)]
  }
  const says = /^\s*\/\/ TODO: \S+ \S+/m.test(exercise.text)
  return says ? [] : [problemAt(placeOf(exercise, 'TODO'), 'write "// TODO: " and what must hold.')]
}

function exportProblems(exercise: Source, scenarios: Matter['scenarios']['list']): string[] {
  const names = new Set(scenarios.map(({ candidate }) => exportOf[candidate]))
  return [...names]
    .filter((name) => !new RegExp(`^export (const|(async )?function) ${name}\\b`, 'm').test(exercise.text))
    .map((name) => problemAt({ file: exercise.file, line: 1 }, `the scenarios need ${name}, and it is not exported.`))
}

/** The code without what differs in any case: comments, blanks, and the way to the shop. */
const codeOf = ({ text }: Source) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
    .replace(/^import .* from '[\w./]+\/shop\.ts'$/gm, '')
    .replace(/\s+/g, '')

it.each(allChapters())('$slug: one broken file, one TODO, and another solution', async (chapter) => {
  expect(exerciseProblems(await filesOf(chapter))).toEqual([])
})

describe('it is noticed when', () => {
  const head = "import type { OpenWarehouse } from '../shop.ts'\n"
  const open = (code: string) => `export const openWarehouse: OpenWarehouse = async () => {\n${code}\n}\n`
  const todo = '  // TODO: every order must be shipped.\n'
  const good: Matter = {
    slug: '01-auto-ack',
    exercise: { file: 'exercises/01-auto-ack/warehouse.ts', text: head + open(`${todo}  lose()`) },
    exerciseFolder: ['warehouse.ts'],
    solution: {
      file: 'solutions/01-auto-ack/warehouse.ts',
      text: `import type { OpenWarehouse } from '../../exercises/shop.ts'\n${open('  keep()')}`,
    },
    scenarios: { list: [{ candidate: 'warehouse' }, { candidate: 'warehouse' }] },
  }
  const exercise = (text: string): Partial<Matter> => ({ exercise: { ...good.exercise, text } })
  const solution = (text: string): Partial<Matter> => ({ solution: { ...good.solution, text } })

  it.each<[story: string, change: Partial<Matter>, problems: string[]]>([
    ['not, when nothing is wrong', {}, []],
    [
      'the TODO is gone',
      exercise(head + open('  lose()')),
      ['exercises/01-auto-ack/warehouse.ts:1: an exercise has exactly one TODO, and this has 0.'],
    ],
    [
      'there are two',
      exercise(head + open(`${todo}  lose()\n${todo}`)),
      ['exercises/01-auto-ack/warehouse.ts:5: an exercise has exactly one TODO, and this has 2.'],
    ],
    [
      'the TODO says nothing',
      exercise(head + open('  // TODO\n  lose()')),
      ['exercises/01-auto-ack/warehouse.ts:3: write "// TODO: " and what must hold.'],
    ],
    [
      'it plays another role',
      { scenarios: { list: [{ candidate: 'order-service' }] } },
      ['exercises/01-auto-ack/warehouse.ts:1: the scenarios need openOrderService, and it is not exported.'],
    ],
    [
      'the function is not exported',
      exercise(`${head}${todo}const openWarehouse = 1`),
      ['exercises/01-auto-ack/warehouse.ts:1: the scenarios need openWarehouse, and it is not exported.'],
    ],
    [
      'it is in the folder of another chapter',
      { slug: '02-ack-timing' },
      ['exercises/01-auto-ack/warehouse.ts:1: the exercise of 02-ack-timing is not in exercises/02-ack-timing.'],
    ],
    [
      'it is two files',
      { exerciseFolder: ['helper.ts', 'warehouse.ts'] },
      ['exercises/01-auto-ack/warehouse.ts:1: an exercise is one file, and its folder has helper.ts, warehouse.ts.'],
    ],
    [
      'the solution has only other comments',
      solution(`import type { OpenWarehouse } from '../../exercises/shop.ts'\n${open('  lose() // no')}`),
      ['solutions/01-auto-ack/warehouse.ts:1: the solution differs from the exercise in no line of code.'],
    ],
    [
      'the solution has the TODO still',
      solution(open(`${todo}  keep()`)),
      ['solutions/01-auto-ack/warehouse.ts:2: the solution has a TODO.'],
    ],
  ])('%s', (_, change, problems) => {
    expect(exerciseProblems({ ...good, ...change })).toEqual(problems)
  })
})
