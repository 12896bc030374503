import { describe, expect, it } from 'vitest'
import type { Lesson } from '../../site/lesson.ts'
import { allChapters } from '../lab/chapters.ts'
import { codes } from '../lab/codes.ts'
import { filesOf } from './chapter-files.ts'
import { placeAt, problemAt } from './problem.ts'

interface Matter {
  lesson: Pick<Lesson, 'file' | 'code' | 'codeLine' | 'sections'>
  scenarios: { list: { id: string }[] }
}

/** The tests are out of the reader's way, not hidden: the lesson tells all that they do, and nothing that they don't. */
function lessonProblems({ lesson, scenarios }: Matter): string[] {
  const { file, code, codeLine, sections } = lesson
  const problems: string[] = []
  if (!Object.hasOwn(codes, code)) problems.push(problemAt({ file, line: codeLine }, `there is no code "${code}".`))
  const body = sections.find(({ id }) => id === 'what-the-judge-does')?.body
  if (body === undefined) return [...problems, problemAt({ file, line: 1 }, 'it does not say what the judge does.')]
  for (const { id } of scenarios.list) {
    if (!body.text.includes(`\`${id}\``))
      problems.push(problemAt({ file, line: body.line - 1 }, `the scenario \`${id}\` is not named here.`))
  }
  for (const row of body.text.matchAll(/^\|\s*`([\w-]+)`\s*\|/gm)) {
    if (scenarios.list.some(({ id }) => id === row[1])) continue
    const line = body.line - 1 + placeAt(body, row.index).line
    problems.push(problemAt({ file, line }, `the table names \`${row[1]}\`, and there is no such scenario.`))
  }
  return problems
}

it.each(allChapters())('$slug: the lesson says what the judge does', async (chapter) => {
  expect(lessonProblems(await filesOf(chapter))).toEqual([])
})

describe('it is noticed when', () => {
  const lesson = (text: string, code = 'EXITED', id = 'what-the-judge-does') => ({
    ...{ file: 'lesson.md', code, codeLine: 6 },
    sections: [{ id, title: 'A heading', body: { file: 'lesson.md', line: 41, text } }],
  })
  const scenarios = { list: [{ id: 'sunny-day' }, { id: 'broker-dies' }] }
  const both = '\nSee:\n\n| `sunny-day` | nothing |\n| `broker-dies` | a crash |\n'

  it.each<[story: string, lesson: Matter['lesson'], problems: string[]]>([
    ['not, when nothing is wrong', lesson(both), []],
    ['not, when another table is about codes', lesson(`${both}\n| code | what |\n| EXITED | it ended |\n`), []],
    [
      'a scenario is not named',
      lesson('\nIt plays `sunny-day`, and then broker-dies.\n'),
      ['lesson.md:40: the scenario `broker-dies` is not named here.'],
    ],
    [
      'the table has a scenario of the past',
      lesson(`${both}| \`broker-sleeps\` | a freeze |\n`),
      ['lesson.md:46: the table names `broker-sleeps`, and there is no such scenario.'],
    ],
    ['the code is of no catalogue', lesson(both, 'constructor'), ['lesson.md:6: there is no code "constructor".']],
    ['the section is not there', lesson(both, 'EXITED', 'why'), ['lesson.md:1: it does not say what the judge does.']],
  ])('%s', (_, broken, problems) => {
    expect(lessonProblems({ lesson: broken, scenarios })).toEqual(problems)
  })
})
