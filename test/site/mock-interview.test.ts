import { describe, expect, it } from 'vitest'
import type { Bank, Link } from '../../site/practice/bank.ts'
import { debriefOf } from '../../site/practice/debrief.ts'
import { drawInterview, MINUTES, minutesOf, type Wishes } from '../../site/practice/draw-interview.ts'
import { gradeOfChain, type StepGrade } from '../../site/practice/grades.ts'
import { answerStep, endRun, type MockRun, positionOf, startRun } from '../../site/practice/mock-run.ts'
import { decodeWishes, encodeWishes } from '../../site/practice/wishes-code.ts'
import type { Level } from '../../site/question.ts'
import { LEVELS } from '../../site/question.ts'

const link = (id: string, level: Level, buildsOn: string[] = [], followUps = 3): Link => ({
  id,
  chapter: id.split('/')[0] ?? '',
  level,
  buildsOn,
  followUps,
})

/** Two chapters, five minutes a question: one ladder of three in 01, with a side branch; a loose end in 02. */
const links = [
  link('01/loss', 'junior'),
  link('01/prefetch', 'middle', ['01/loss']),
  link('01/limit', 'senior', ['01/prefetch']),
  link('01/cost', 'middle', ['01/loss']),
  link('02/when', 'junior', ['01/loss']),
  link('02/retry', 'senior', ['02/when']),
  link('02/loose', 'junior'),
]
const wishes = (change: Partial<Wishes> = {}): Wishes => ({
  minutes: 45,
  level: 'senior',
  chapters: ['01', '02'],
  seed: 'amber',
  ...change,
})
const seeds = Array.from({ length: 60 }, (_, index) => `seed ${index}`)
const idsOf = (change: Partial<Wishes>) => drawInterview(links, wishes(change)).map(({ id }) => id)

describe('an interview that is drawn', () => {
  it('is the same for the same seed, however it is typed, and another for others', () => {
    expect(idsOf({ seed: ' Amber ' })).toEqual(idsOf({ seed: 'amber' }))
    expect(new Set(seeds.map((seed) => idsOf({ seed }).join())).size).toBeGreaterThan(5)
  })

  it('is this one: a change of the draw breaks every link that was shared', () => {
    expect(idsOf({ seed: 'amber', minutes: 30 })).toMatchInlineSnapshot(`
      [
        "01/loss",
        "01/prefetch",
        "01/limit",
        "01/cost",
        "02/when",
        "02/retry",
      ]
    `)
  })

  it.each(MINUTES)('fits into %i minutes', (minutes) => {
    for (const seed of seeds) {
      const ids = idsOf({ seed, minutes })
      expect(ids.length * 5).toBeLessThanOrEqual(minutes)
      expect(ids).toEqual([...new Set(ids)])
    }
  })

  it('asks one question even if that is too long', () => {
    const long = [link('01/long', 'junior', [], 40)]
    expect(minutesOf(long[0] as Link)).toBe(42)
    expect(drawInterview(long, wishes({ minutes: 15 }))).toEqual([{ id: '01/long', buildsOn: null }])
  })

  it('never asks a question before those that prepare it', () => {
    for (const seed of seeds) {
      const ids = idsOf({ seed })
      for (const [index, id] of ids.entries()) {
        const bases = links.find((link) => link.id === id)?.buildsOn ?? []
        expect(ids.slice(0, index), `${seed}: ${ids}`).toEqual(expect.arrayContaining(bases))
      }
    }
  })

  it('builds each question on the last one where one does, and says on which', () => {
    for (const seed of seeds) {
      const drawn = drawInterview(links, wishes({ seed }))
      for (const [index, { id, buildsOn }] of drawn.entries()) {
        const last = drawn[index - 1]?.id ?? ''
        const asked = drawn.slice(0, index).map(({ id }) => id)
        const possible = links.filter((link) => link.buildsOn.includes(last) && !asked.includes(link.id))
        if (possible.length > 0) expect(buildsOn, `${seed}, ${id}`).toBe(last)
        if (buildsOn !== null) expect(links.find((link) => link.id === id)?.buildsOn).toContain(buildsOn)
      }
    }
  })

  it('stays in its chapters and below its level, and begins where that level can be reached', () => {
    for (const seed of seeds) {
      expect(idsOf({ seed, chapters: ['02'] }).every((id) => id.startsWith('02/'))).toBe(true)
      expect(idsOf({ seed, level: 'junior' }).sort()).toEqual(['01/loss', '02/loose', '02/when'])
      expect(idsOf({ seed, minutes: 15 })[0]).toBe('01/loss') // 02/loose leads nowhere
    }
  })

  it('is empty when there is nothing to ask', () => {
    expect(idsOf({ chapters: [] })).toEqual([])
    expect(drawInterview([link('01/hard', 'senior')], wishes({ level: 'junior' }))).toEqual([])
  })
})

describe('the link for a friend', () => {
  const bank: Bank = {
    edition: 'abc',
    chapters: [
      { slug: '01', number: 1, title: 'One', href: '' },
      { slug: '02', number: 2, title: 'Two', href: '' },
    ],
    chains: [],
  }

  it('leads to the same wishes, whatever the seed is', () => {
    for (const minutes of MINUTES) {
      for (const level of LEVELS) {
        const wanted = wishes({ minutes, level, seed: 'a&b=ü #1' })
        expect(decodeWishes(encodeWishes(wanted, 'abc'), bank)).toEqual({ wishes: wanted, sameEdition: true })
      }
    }
  })

  it('says when the other book is another edition', () => {
    expect(decodeWishes(encodeWishes(wishes(), 'old'), bank)?.sameEdition).toBe(false)
  })

  it.each([
    ['nothing', ''],
    ['no seed', encodeWishes(wishes({ seed: ' ' }), 'abc')],
    ['no chapter', encodeWishes(wishes({ chapters: [] }), 'abc')],
    ['a chapter that the book has not', encodeWishes(wishes({ chapters: ['01', '99'] }), 'abc')],
    ['a duration that there is not', encodeWishes(wishes(), 'abc').replace('45', '50')],
    ['a level that there is not', encodeWishes(wishes(), 'abc').replace('senior', 'boss')],
  ])('holds no interview with %s', (_, code) => {
    expect(decodeWishes(code, bank)).toBeNull()
  })
})

describe('the grade of a chain', () => {
  it.each<[(StepGrade | undefined)[], ReturnType<typeof gradeOfChain>]>([
    [[], null],
    [['solid'], 'solid'],
    [['solid', 'solid', undefined], 'solid'],
    [['solid', 'missed'], 'shaky'],
    [['solid', 'skipped'], 'shaky'],
    [['shaky', 'solid'], 'shaky'],
    [['missed', 'solid', 'solid'], 'missed'],
    [['skipped'], 'missed'],
  ])('of %j is %s', (steps, grade) => {
    expect(gradeOfChain(steps)).toBe(grade)
  })
})

describe('an interview that is held', () => {
  const stepsOf = () => 3
  const start = () =>
    startRun(
      wishes(),
      'abc',
      [
        { id: '01/loss', buildsOn: null },
        { id: '01/prefetch', buildsOn: '01/loss' },
        { id: '01/limit', buildsOn: '01/prefetch' },
      ],
      0,
    )
  const hold = (run: MockRun, ...grades: StepGrade[]) =>
    grades.reduce((run, grade) => {
      const position = positionOf(run, stepsOf)
      return position ? answerStep(run, position, { grade, words: grade }) : run
    }, run)

  it('asks each question and its follow-ups, and then ends', () => {
    const run = hold(start(), 'solid', 'solid', 'shaky', 'solid')
    expect(positionOf(start(), stepsOf)).toEqual({ question: 0, step: 0 })
    expect(positionOf(run, stepsOf)).toEqual({ question: 1, step: 1 })
    expect(positionOf(hold(run, 'solid', 'solid', 'solid', 'solid', 'solid'), stepsOf)).toBeNull()
  })

  it('asks no follow-up to a question that was skipped', () => {
    expect(positionOf(hold(start(), 'skipped'), stepsOf)).toEqual({ question: 1, step: 0 })
    expect(positionOf(hold(start(), 'solid', 'skipped'), stepsOf)).toEqual({ question: 0, step: 2 })
  })

  it('can be written down after each step, and goes on from there', () => {
    const run = hold(start(), 'solid', 'missed')
    expect(positionOf(JSON.parse(JSON.stringify(run)), stepsOf)).toEqual(positionOf(run, stepsOf))
  })

  it('is looked back on: the weakest first, with the weak steps, and what was not reached', () => {
    const run = endRun(hold(start(), 'solid', 'shaky', 'solid', 'skipped'), 14 * 60_000 + 40_000)
    const { minutes, counts, weak, solid, notReached } = debriefOf(run)
    expect({ minutes, counts }).toEqual({ minutes: 15, counts: { solid: 2, shaky: 1, missed: 0, skipped: 1 } })
    expect(weak.map(({ question, grade, steps }) => [question.id, grade, steps])).toEqual([
      ['01/prefetch', 'missed', [0]],
      ['01/loss', 'shaky', [1]],
    ])
    expect(solid).toEqual([])
    expect(notReached.map(({ id }) => id)).toEqual(['01/limit'])
  })
})
