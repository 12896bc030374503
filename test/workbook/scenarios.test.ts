import { describe, expect, it } from 'vitest'
import { allChapters } from '../lab/chapters.ts'
import type { Scenario } from '../lab/scenario.ts'
import { filesOf, type WrongFix } from './chapter-files.ts'
import { placeOf, problemAt, type Source } from './problem.ts'

interface Matter {
  scenarios: Source & { list: Pick<Scenario, 'id' | 'control'>[] }
  wrong: Pick<WrongFix, 'file' | 'text' | 'only'>[]
}

/**
 * Each scenario earns its place: switched off, it lets a named wrong fix pass. That the line `// only:` is true is what
 * the proof shows (test/lab/vitest/prove.ts); that there is such a line for each scenario is checked here.
 */
function scenarioProblems({ scenarios, wrong }: Matter): string[] {
  const ids = scenarios.list.map(({ id }) => id)
  const [first, ...others] = scenarios.list
  const at = (id: string) => placeOf(scenarios, `'${id}'`)
  const problems: string[] = []
  if (!first?.control) problems.push(problemAt(placeOf(scenarios, 'scenarios:'), 'the first scenario is no control.'))
  for (const [index, { id, control }] of others.entries()) {
    if (ids.indexOf(id) <= index) problems.push(problemAt(at(id), `two scenarios have the id "${id}".`))
    if (control) problems.push(problemAt(at(id), `"${id}" is a second control: the first scenario is the only one.`))
    else if (!wrong.some(({ only }) => only === id))
      problems.push(
        problemAt(at(id), `"${id}" catches no wrong fix alone. Add "// only: ${id}" to one, or drop the scenario.`),
      )
  }
  for (const fix of wrong) {
    if (fix.only === null || ids.includes(fix.only)) continue
    problems.push(
      problemAt(placeOf(fix, '// only:'), `there is no scenario "${fix.only}"; there are ${ids.join(', ')}.`),
    )
  }
  return problems
}

it('there are chapters to look at', () => {
  expect(allChapters().length).toBeGreaterThanOrEqual(6)
})

it.each(allChapters())('$slug: each scenario catches a wrong fix alone', async (chapter) => {
  expect(scenarioProblems(await filesOf(chapter))).toEqual([])
})

describe('it is noticed when', () => {
  const scenarios = (list: Matter['scenarios']['list']) => ({
    ...{ file: 'scenarios.ts', list },
    text: `${list.map(({ id }) => `id: '${id}',`).join('\n')}\nexport const scenarios: Scenario[]`,
  })
  const sunny = { id: 'sunny-day', control: true } as const
  const fix = (only: string | null) => ({ file: 'fix.ts', only, text: `// earns: EXITED\n// only: ${only}\n` })

  it.each<[story: string, matter: Matter, problems: string[]]>([
    ['not, when nothing is wrong', { scenarios: scenarios([sunny, { id: 'a' }]), wrong: [fix(null), fix('a')] }, []],
    [
      'a scenario is dead weight',
      { scenarios: scenarios([sunny, { id: 'a' }, { id: 'b' }]), wrong: [fix('a')] },
      ['scenarios.ts:3: "b" catches no wrong fix alone. Add "// only: b" to one, or drop the scenario.'],
    ],
    [
      'a wrong fix names a scenario that is not there',
      { scenarios: scenarios([sunny]), wrong: [fix('gone')] },
      ['fix.ts:2: there is no scenario "gone"; there are sunny-day.'],
    ],
    [
      'an id is taken',
      { scenarios: scenarios([sunny, { id: 'a' }, { id: 'a' }]), wrong: [fix('a')] },
      ['scenarios.ts:2: two scenarios have the id "a".'],
    ],
    [
      'the control does not come first',
      { scenarios: scenarios([{ id: 'a' }, sunny]), wrong: [fix('a')] },
      [
        'scenarios.ts:3: the first scenario is no control.',
        'scenarios.ts:2: "sunny-day" is a second control: the first scenario is the only one.',
      ],
    ],
    ['there are none', { scenarios: scenarios([]), wrong: [] }, ['scenarios.ts:2: the first scenario is no control.']],
  ])('%s', (_, matter, problems) => {
    expect(scenarioProblems(matter)).toEqual(problems)
  })
})
