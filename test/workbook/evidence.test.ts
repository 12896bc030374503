import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Lesson } from '../../site/lesson.ts'
import { readItems } from '../../site/list-items.ts'
import type { Question } from '../../site/question.ts'
import { allChapters } from '../lab/chapters.ts'
import { type ChapterFiles, filesOf } from './chapter-files.ts'
import { problemAt } from './problem.ts'

interface Matter {
  interview: { file: string; questions: Pick<Question, 'title' | 'line' | 'evidence'>[] }
  scenarios: { list: { id: string }[] }
  wrong: { file: string }[]
}

/** An answer is shown by a run that the proof plays, or a source that can be looked up says so. */
function evidenceProblems({ interview, scenarios, wrong }: Matter): string[] {
  const ids = scenarios.list.map(({ id }) => id)
  const names = wrong.map(({ file }) => basename(file, '.ts'))
  return interview.questions.flatMap(({ title, line, evidence }) => {
    if (evidence.length === 0) return [problemAt({ file: interview.file, line }, `nothing shows "${title}".`)]
    return evidence.flatMap((entry) => {
      if (entry.kind === 'source') return hasVersion(entry.text.text) ? [] : [withoutVersion(entry.text)]
      const [what, name, known] =
        entry.kind === 'scenario' ? ['scenario', entry.id, ids] : ['wrong fix', entry.name, names]
      return known.includes(name)
        ? []
        : [problemAt(entry.at, `this chapter has no ${what} "${name}"; it has ${known.join(', ')}.`)]
    })
  })
}

/** The sources of a lesson keep the same rule; a line without a link speaks of our own runs. */
function sourceProblems({ sections }: Pick<Lesson, 'sections'>): string[] {
  const body = sections.find(({ id }) => id === 'sources')?.body
  if (body === undefined) return []
  const items = readItems(body, /^-\s+/, 'List the sources: "- [title](address), version: what it says".')
  return items.filter(({ text }) => link.test(text) && !hasVersion(text)).map(withoutVersion)
}

const withoutVersion = (item: { file: string; line: number; text: string }) =>
  problemAt(item, `this source has no link, or no version or date after it: ${item.text.split('\n')[0]}`)

const link = /\[[^\]]+\]\([^)\s]+\)/

/** What tells a later reader which text was meant: a version, a commit, a year. Numbers inside of a link don't count. */
function hasVersion(text: string): boolean {
  const [before, ...after] = text.split(new RegExp(link, 'g'))
  return before !== text && versions.some((version) => version.test(after.join(' ')))
}

const versions = [
  /\d\.\d/, // RabbitMQ 4.2, amqplib 2.3.1
  /\bcommit [0-9a-f]{7,40}\b/,
  /\b(19|20)\d\d\b/, // 2015, 2024-12, read 2026-11
  /\b(Node\.js|Erlang|OTP|Java|PostgreSQL|RFC) \d+\b/, // they count in whole numbers
]

describe.each(allChapters())('$slug', (chapter) => {
  it('every answer of the interview has its evidence', async () => {
    expect(evidenceProblems(await filesOf(chapter))).toEqual([])
  })

  it('every source of the lesson has its version', async () => {
    const { lesson }: ChapterFiles = await filesOf(chapter)
    expect(sourceProblems(lesson)).toEqual([])
  })
})

describe('it is noticed when', () => {
  const at = { file: 'interview.md', line: 9 }
  const source = (text: string) => ({ kind: 'source' as const, text: { ...at, text } })
  const matter = (...evidence: Question['evidence']): Matter => ({
    interview: { file: 'interview.md', questions: [{ title: 'Why?', line: 3, evidence }] },
    scenarios: { list: [{ id: 'sunny-day' }] },
    wrong: [{ file: 'test/01-auto-ack/wrong/never-ack.ts' }],
  })

  it.each<[story: string, matter: Matter, problems: string[]]>([
    ['not, when a scenario shows it', matter({ kind: 'scenario', id: 'sunny-day', at }), []],
    ['not, when a wrong fix shows it', matter({ kind: 'wrong-fix', name: 'never-ack', at }), []],
    ['nothing shows it', matter(), ['interview.md:3: nothing shows "Why?".']],
    [
      'the scenario is of another chapter',
      matter({ kind: 'scenario', id: 'broker-dies', at }),
      ['interview.md:9: this chapter has no scenario "broker-dies"; it has sunny-day.'],
    ],
    [
      'the wrong fix is a scenario',
      matter({ kind: 'wrong-fix', name: 'sunny-day', at }),
      ['interview.md:9: this chapter has no wrong fix "sunny-day"; it has never-ack.'],
    ],
    [
      'a source has no version',
      matter(source('[Confirms](https://a.b/4.2/c), a project in Go')),
      [
        'interview.md:9: this source has no link, or no version or date after it: [Confirms](https://a.b/4.2/c), a project in Go',
      ],
    ],
  ])('%s', (_, broken, problems) => {
    expect(evidenceProblems(broken)).toEqual(problems)
  })

  it('a source of a lesson has no version', () => {
    const text = '\n- [A](https://a), RabbitMQ 4.2.\n- [B](https://b/2.3.1),\n  by heart.\n- Our own runs.\n'
    const body = { file: 'lesson.md', line: 50, text }
    expect(sourceProblems({ sections: [{ id: 'sources', title: 'Sources', body }] })).toEqual([
      'lesson.md:52: this source has no link, or no version or date after it: [B](https://b/2.3.1),',
    ])
  })
})

describe('what counts as a version', () => {
  it.each([
    ...['RabbitMQ 4.2', 'amqplib 2.3.1', 'commit 035026c', '2015', '2026-04-23', 'read 2026-11', 'Node.js 24'],
    ...['RabbitMQ blog, January 2025', 'RabbitMQ 4.3.2 and later', 'and [B](https://b), 3.13'],
  ])('%s', (text) => {
    expect(hasVersion(`[Title](https://address), ${text}`)).toBe(true)
  })

  it.each([
    ...['the newest', 'a project in Go', 'commit of last week', 'page 12', 'issue 4146', 'and [B 4.2](https://b/4.2)'],
    ...['Java', ''],
  ])('not: %s', (text) => {
    expect(hasVersion(`[Title 4.2](https://address/4.2), ${text}`)).toBe(false)
  })

  it('not without a link', () => {
    expect(hasVersion('RabbitMQ 4.2')).toBe(false)
  })
})
