import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diskCheckout } from '../../site/checkout.ts'
import type { Lesson } from '../../site/lesson.ts'
import { readItems } from '../../site/list-items.ts'
import type { Question } from '../../site/question.ts'
import { allChapters } from '../lab/chapters.ts'
import { checkout } from '../lab/paths.ts'
import type { Report } from '../lab/report.ts'
import { type ChapterFiles, filesOf } from './chapter-files.ts'
import { claimProblems, namingProblems, type Runs, type Speaking } from './evidence-claims.ts'
import { drawEvidenceTable, evidenceFile } from './evidence-table.ts'
import { problemAt } from './problem.ts'

interface Matter extends Runs {
  interview: { file: string; questions: Speaking[] }
}

/** An answer is shown by a run that the proof plays, or a source that can be looked up says so. */
function evidenceProblems({ interview, ...runs }: Matter): string[] {
  return interview.questions.flatMap((question) => {
    const { title, line, evidence } = question
    if (evidence.length === 0) return [problemAt({ file: interview.file, line }, `nothing shows "${title}".`)]
    const claims = evidence.flatMap((entry) => {
      if (entry.kind === 'source') return hasVersion(entry.text.text) ? [] : [withoutVersion(entry.text)]
      if (entry.kind === 'measured') return isMeasured(entry.text.text) ? [] : [notMeasured(entry.text)]
      return claimProblems(entry, runs)
    })
    return [...claims, ...namingProblems(question, interview.file, runs), ...measuredProblems(question, interview.file)]
  })
}

/** Who says that something was measured says with which versions, and when. */
function measuredProblems({ answer, followUps, wrongAnswer, evidence, line }: Speaking, file: string): string[] {
  const texts = [answer, ...followUps.map((followUp) => followUp.answer), wrongAnswer].map(({ text }) => text)
  const said = texts.flatMap((text) => measuring.exec(text)?.[0] ?? [])[0]
  if (said === undefined || evidence.some(({ kind }) => kind === 'measured')) return []
  return [
    problemAt({ file, line }, `the text says "${said}", and no "- measured: ..." says with which versions, and when.`),
  ]
}

const measuring = /\bwe (measured|saw|sent|acked|killed|published|confirmed)\b/i

/** The sources of a lesson keep the same rule; a line without a link speaks of our own runs. */
function sourceProblems({ sections }: Pick<Lesson, 'sections'>): string[] {
  const body = sections.find(({ id }) => id === 'sources')?.body
  if (body === undefined) return []
  const items = readItems(body, /^-\s+/, 'List the sources: "- [title](address), version: what it says".')
  return items.filter(({ text }) => link.test(text) && !hasVersion(text)).map(withoutVersion)
}

const withoutVersion = (item: { file: string; line: number; text: string }) =>
  problemAt(item, `this source has no link, or no version or date after it: ${item.text.split('\n')[0]}`)

const notMeasured = (item: { file: string; line: number; text: string }) =>
  problemAt(item, `a measurement begins with the versions and the date: ${item.text.split('\n')[0]}`)

/** 'RabbitMQ 4.0.5, amqplib 2.3.1, 2026-11-22: what was done, and what came of it' */
const isMeasured = (text: string) => /^[^:]*\d\.\d[^:]*, 20\d\d-\d\d-\d\d: \S/.test(text)

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

/** The chapter as it would be if one piece of evidence were pointed at another run of the same kind, in every way. */
function elsewhere(files: Matter): { what: string; matter: Matter }[] {
  const { questions } = files.interview
  const scenarios = files.scenarios.list.map(({ id }) => id)
  const wrongFixes = files.wrong.map(({ file }) => basename(file, '.ts'))
  return questions.flatMap((question) =>
    question.evidence.flatMap((entry) => {
      if (!('shows' in entry)) return []
      const [now, all] = entry.kind === 'scenario' ? [entry.id, scenarios] : [entry.name, wrongFixes]
      return all
        .filter((other) => other !== now)
        .map((other) => {
          const moved = entry.kind === 'scenario' ? { ...entry, id: other } : { ...entry, name: other }
          const evidence = question.evidence.map((one) => (one === entry ? moved : one))
          const interview = {
            ...files.interview,
            questions: questions.map((one) => (one === question ? { ...question, evidence } : one)),
          }
          return { what: `${question.title}: ${now} → ${other}`, matter: { ...files, interview } }
        })
    }),
  )
}

it('the table of all evidence is fresh', async () => {
  const chapters = await Promise.all(allChapters().map(filesOf))
  const fresh = drawEvidenceTable(chapters)
  const kept = diskCheckout(checkout).read(evidenceFile) ?? ''
  expect(
    kept === fresh,
    `${evidenceFile} is not what the interviews say. Run "npm run evidence", and read its diff.`,
  ).toBe(true)
})

describe.each(allChapters())('$slug', (chapter) => {
  it('every answer of the interview has its evidence', async () => {
    expect(evidenceProblems(await filesOf(chapter))).toEqual([])
  })

  it('no answer can be pointed at another run without notice', async () => {
    const files = await filesOf(chapter)
    const unnoticed = elsewhere(files).filter(({ matter }) => evidenceProblems(matter).length === 0)
    expect(unnoticed.map(({ what }) => what)).toEqual([])
  })

  it('every source of the lesson has its version', async () => {
    const { lesson }: ChapterFiles = await filesOf(chapter)
    expect(sourceProblems(lesson)).toEqual([])
  })
})

describe('it is noticed when', () => {
  const at = { file: 'interview.md', line: 9 }
  const source = (text: string) => ({ kind: 'source' as const, text: { ...at, text } })
  const measured = (text: string) => ({ kind: 'measured' as const, text: { ...at, text } })
  const scenario = (id: string, shows: string) => ({ kind: 'scenario' as const, id, shows, at })
  const wrongFix = (name: string, shows: string) => ({ kind: 'wrong-fix' as const, name, shows, at })
  const run = (code: string, id: string, lost: number[]) =>
    ({ code, played: [{ scenario: id, outcome: 'FAIL' }], happened: { claimed: 20, lost } }) as unknown as Report
  const says = (text: string) => ({ file: 'interview.md', line: 5, text })
  const question = (followUp: string, evidence: Question['evidence']): Speaking => ({
    ...{ title: 'Why?', line: 3, answer: says('So.'), wrongAnswer: says('Not so.') },
    ...{ followUps: [{ question: 'And then?', answer: says(followUp) }], evidence },
  })
  /** The text names the wrong fixes that are listed. */
  const matter = (...evidence: Question['evidence']): Matter =>
    speaking(evidence.map((entry) => ('name' in entry ? `\`${entry.name}\`` : '')).join(' '), ...evidence)
  const speaking = (text: string, ...evidence: Question['evidence']): Matter => ({
    interview: { file: 'interview.md', questions: [question(text, evidence)] },
    scenarios: {
      list: [
        { id: 'sunny-day', faults: [], lossCode: 'LOST_WITHOUT_FAULT' },
        { id: 'warehouse-dies', faults: ['SIGKILL'], lossCode: 'LOST_ON_CONSUMER_CRASH' },
      ],
    },
    wrong: [{ file: 'test/01-auto-ack/wrong/never-ack.ts' }, { file: 'test/01-auto-ack/wrong/prefetch-only.ts' }],
    recorded: {
      file: 'recorded.json',
      wrong: new Map([
        ['never-ack', run('NEVER_SETTLED', 'sunny-day', [])],
        ['prefetch-only', run('LOST_ON_CONSUMER_CRASH', 'warehouse-dies', [8, 9])],
      ]),
    },
  })

  it.each<[story: string, matter: Matter, problems: string[]]>([
    ['not, when a scenario shows it', matter(scenario('warehouse-dies', 'SIGKILL, LOST_ON_CONSUMER_CRASH')), []],
    ['not, on a sunny day', matter(scenario('sunny-day', 'no fault, LOST_WITHOUT_FAULT')), []],
    ['not, when a wrong fix shows it', matter(wrongFix('never-ack', 'NEVER_SETTLED in sunny-day')), []],
    [
      'not, with the figures of the run',
      matter(wrongFix('prefetch-only', 'LOST_ON_CONSUMER_CRASH in warehouse-dies, 2 of 20 lost')),
      [],
    ],
    ['not, when it was measured', matter(measured('RabbitMQ 4.0.5, 2026-11-22: 50 acked, none came back')), []],
    ['nothing shows it', matter(), ['interview.md:3: nothing shows "Why?".']],
    [
      'the scenario is of another chapter',
      matter(scenario('broker-dies', 'broker-SIGKILL, LOST_ON_BROKER_CRASH')),
      ['interview.md:9: this chapter has no scenario "broker-dies"; it has sunny-day, warehouse-dies.'],
    ],
    [
      'it is pointed at another scenario',
      matter(scenario('sunny-day', 'SIGKILL, LOST_ON_CONSUMER_CRASH')),
      [
        'interview.md:9: the scenario "sunny-day" does not show "SIGKILL, LOST_ON_CONSUMER_CRASH"; it shows "no fault, LOST_WITHOUT_FAULT". Read the answer again.',
      ],
    ],
    [
      'the wrong fix is a scenario',
      matter(wrongFix('sunny-day', 'NEVER_SETTLED in sunny-day')),
      ['interview.md:9: this chapter has no wrong fix "sunny-day"; it has never-ack, prefetch-only.'],
    ],
    [
      'it is pointed at another wrong fix',
      matter(wrongFix('never-ack', 'LOST_ON_CONSUMER_CRASH in warehouse-dies')),
      [
        'interview.md:9: the wrong fix "never-ack" does not show "LOST_ON_CONSUMER_CRASH in warehouse-dies"; it shows "NEVER_SETTLED in sunny-day". Read the answer again.',
      ],
    ],
    [
      'the run has other figures',
      matter(wrongFix('prefetch-only', 'LOST_ON_CONSUMER_CRASH in warehouse-dies, 3 of 20 lost')),
      [
        'interview.md:9: the wrong fix "prefetch-only" does not show "LOST_ON_CONSUMER_CRASH in warehouse-dies, 3 of 20 lost"; it shows "LOST_ON_CONSUMER_CRASH in warehouse-dies" or "LOST_ON_CONSUMER_CRASH in warehouse-dies, 2 of 20 lost". Read the answer again.',
      ],
    ],
    [
      'nobody knows when it was measured',
      matter(measured('RabbitMQ 4.0.5: none came back')),
      ['interview.md:9: a measurement begins with the versions and the date: RabbitMQ 4.0.5: none came back'],
    ],
    [
      'the text does not name the wrong fix that is listed',
      speaking('Nothing is settled.', wrongFix('never-ack', 'NEVER_SETTLED in sunny-day')),
      ['interview.md:9: the text does not say what `never-ack` shows: name it there.'],
    ],
    [
      'the text names a wrong fix that is not listed',
      speaking('See `never-ack` and `x-expires`.', scenario('sunny-day', 'no fault, LOST_WITHOUT_FAULT')),
      ['interview.md:3: the text names `never-ack`, and its evidence does not list it.'],
    ],
    [
      'the text speaks of a measurement that is not listed',
      speaking('We measured 6 ms.', scenario('sunny-day', 'no fault, LOST_WITHOUT_FAULT')),
      ['interview.md:3: the text says "We measured", and no "- measured: ..." says with which versions, and when.'],
    ],
    [
      'a run is listed twice',
      matter(
        scenario('sunny-day', 'no fault, LOST_WITHOUT_FAULT'),
        scenario('sunny-day', 'no fault, LOST_WITHOUT_FAULT'),
      ),
      ['interview.md:9: "sunny-day" is listed twice.'],
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

it('draws the table: what it shows, the version, and what was measured, in one line each', () => {
  const at = { file: 'interview.md', line: 9 }
  const evidence: Question['evidence'] = [
    { kind: 'scenario', id: 'warehouse-dies', shows: 'SIGKILL, LOST', at },
    { kind: 'wrong-fix', name: 'never-ack', shows: 'NEVER_SETTLED in sunny-day', at },
    { kind: 'source', text: { ...at, text: '[A | B](https://a/b), RabbitMQ 4.2,\nread twice' } },
    { kind: 'measured', text: { ...at, text: 'RabbitMQ 4.0.5, 2026-11-22: 50 acked, none came back' } },
  ]
  const interview = {
    file: 'interview.md',
    questions: [{ id: 'why', level: 'junior', evidence } as unknown as Question],
  }
  expect(
    drawEvidenceTable([{ slug: '01-auto-ack', interview }])
      .split('\n')
      .slice(-6, -1),
  ).toEqual([
    '|---|---|---|---|---|',
    '| `01-auto-ack/why` | junior | scenario | `warehouse-dies` | SIGKILL, LOST |',
    '| `01-auto-ack/why` | junior | wrong fix | `never-ack` | NEVER_SETTLED in sunny-day |',
    '| `01-auto-ack/why` | junior | source | [A \\| B](https://a/b) | RabbitMQ 4.2, read twice |',
    '| `01-auto-ack/why` | junior | measured | RabbitMQ 4.0.5, 2026-11-22 | 50 acked, none came back |',
  ])
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
