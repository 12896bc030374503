import { describe, expect, it } from 'vitest'
import { daysUntil } from '../../site/practice/days.ts'
import type { Grade } from '../../site/practice/grades.ts'
import { emptyPractice, isUnreadable, type Practice, readPractice } from '../../site/practice/practice.ts'
import { repeat } from '../../site/practice/repetition.ts'
import { type Storage, Store } from '../../site/practice/store.ts'

const MORNING = new Date(2026, 10, 26, 9).getTime()
const DAY_MS = 86_400_000
const KEY = 'zero-loss.practice'

/** A browser's storage in memory. */
function storageWith(entries: Record<string, string> = {}) {
  const map = new Map(Object.entries(entries))
  const storage: Storage = {
    get length() {
      return map.size
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => map.set(key, value),
  }
  return {
    map,
    storage,
    open: (nowMs = MORNING) =>
      new Store(
        () => storage,
        () => nowMs,
      ),
  }
}

/** A practice with something in every corner. */
const practised: Practice = {
  ...emptyPractice(),
  repetitions: { '01/loss': repeat(null, 'solid', MORNING) },
  words: { '01/loss': ['all of them', ''] },
  interviews: [
    {
      wishes: { minutes: 15, level: 'junior', chapters: ['01'], seed: 'amber' },
      edition: 'abc',
      startedAt: MORNING,
      endedAt: null,
      questions: [{ id: '01/loss', buildsOn: null, steps: [{ grade: 'shaky', words: 'all of them' }] }],
    },
  ],
}

describe('when a question comes back', () => {
  it('depends on the grade: a missed one first, a solid one last', () => {
    const days = (grade: Grade) => daysUntil(repeat(null, grade, MORNING).due, MORNING)
    expect([days('missed'), days('shaky'), days('solid')]).toEqual([1, 2, 3])
  })

  it('is later each time that it was solid, and soon again after a miss', () => {
    let card = repeat(null, 'solid', MORNING)
    const gaps: number[] = []
    for (const grade of ['solid', 'solid', 'missed'] as const) {
      const now = card.due
      card = repeat(card, grade, now)
      gaps.push(daysUntil(card.due, now))
    }
    const [second = 0, third = 0, afterMiss = 0] = gaps
    expect(second).toBeGreaterThan(3)
    expect(third).toBeGreaterThan(second)
    expect(afterMiss).toBeLessThan(second)
    expect(card.lapses).toBe(1)
  })

  it('counts midnights, not hours', () => {
    const lateEvening = new Date(2026, 10, 26, 23, 50).getTime()
    expect(daysUntil(new Date(2026, 10, 27, 0, 5).getTime(), lateEvening)).toBe(1)
    expect(daysUntil(new Date(2026, 10, 26, 0, 1).getTime(), lateEvening)).toBe(0)
    expect(daysUntil(lateEvening - 2 * DAY_MS, lateEvening)).toBe(-2)
  })
})

describe('the store', () => {
  it('keeps what was changed, for the next page', () => {
    const { open } = storageWith()
    open().change(() => practised)
    expect(open().read()).toEqual(practised)
    expect(open().trouble).toBeNull()
  })

  it('takes in what another tab has changed in between', () => {
    const { open } = storageWith()
    const [one, other] = [open(), open()]
    one.change((practice) => ({ ...practice, words: { ...practice.words, a: ['one'] } }))
    other.change((practice) => ({ ...practice, words: { ...practice.words, b: ['other'] } }))
    expect(one.read().words).toEqual({ a: ['one'], b: ['other'] })
  })

  it.each([
    ['cut off', JSON.stringify(practised).slice(0, -5), false],
    ['from another edition', JSON.stringify({ ...practised, version: 0 }), true],
    ['from a later edition', JSON.stringify({ ...practised, version: 2, cards: [] }), true],
    ['no practice at all', '[]', false],
    ['wrong in one place', JSON.stringify({ ...practised, words: { a: [5] } }), false],
  ])('puts aside what is %s, says so, and begins anew', (_, text, otherVersion) => {
    const { open, map } = storageWith({ [KEY]: text })
    const store = open()
    expect(store.trouble).toMatchObject({
      kind: 'put-aside',
      otherVersion,
      name: new Date(MORNING).toISOString(),
    })
    expect(store.aside()).toEqual([{ name: new Date(MORNING).toISOString(), text }])
    expect(store.read()).toEqual(emptyPractice())
    store.change(() => practised)
    expect(JSON.parse(map.get(KEY) ?? '')).toEqual(practised)
    expect(open().trouble).toBeNull()
  })

  it('puts nothing aside over something else', () => {
    const { open, map } = storageWith({ [KEY]: 'first' })
    open()
    map.set(KEY, 'second')
    expect(
      open()
        .aside()
        .map(({ text }) => text),
    ).toEqual(['first', 'second'])
  })

  it('replaces itself by an import, and puts aside what was there', () => {
    const { open } = storageWith({ [KEY]: JSON.stringify(practised) })
    const store = open()
    store.replace(emptyPractice())
    expect(store.read()).toEqual(emptyPractice())
    expect(store.aside().map(({ text }) => JSON.parse(text))).toEqual([practised])
  })

  it('works for one page where storage is closed, and says why', () => {
    const store = new Store(
      () => {
        throw new Error('access is denied')
      },
      () => MORNING,
    )
    expect(store.trouble).toEqual({ kind: 'closed', why: 'access is denied' })
    store.change(() => practised)
    expect(store.read()).toEqual(practised)
    expect(store.aside()).toEqual([])
  })

  it('loses nothing when the storage is full', () => {
    const { map, storage } = storageWith({ [KEY]: 'broken' })
    storage.setItem = () => {
      throw new Error('the quota has been exceeded')
    }
    const store = new Store(
      () => storage,
      () => MORNING,
    )
    store.change(() => practised)
    expect(store.trouble).toEqual({ kind: 'closed', why: 'the quota has been exceeded' })
    expect(store.read()).toEqual(practised)
    expect([...map]).toEqual([[KEY, 'broken']])
  })
})

describe('a practice that is read', () => {
  it('is what was written', () => {
    expect(readPractice(JSON.stringify(practised))).toEqual(practised)
  })

  const card = practised.repetitions['01/loss']
  it.each<[string, object, string]>([
    [
      'a date as text',
      { repetitions: { a: { ...card, due: '2026-11-26' } } },
      'repetitions.a.due is "2026-11-26", not a moment',
    ],
    [
      'a moment that no calendar has',
      { repetitions: { a: { ...card, due: 9e15 } } },
      'repetitions.a.due is 9000000000000000, not a moment',
    ],
    [
      'a missing number',
      { repetitions: { a: { ...card, stability: undefined } } },
      'repetitions.a.stability is missing, not a number',
    ],
    [
      'a state that FSRS has not',
      { repetitions: { a: { ...card, state: 7 } } },
      'repetitions.a.state is 7, not one of 0, 1, 2, 3',
    ],
    ['words that are none', { words: { a: [5] } }, 'words.a.0 is 5, not a text'],
    ['words without a list', { words: { a: 'all' } }, 'words.a is not a list'],
    ['no interviews', { interviews: undefined }, 'interviews is not a list'],
    [
      'a grade that there is not',
      {
        interviews: [
          {
            ...practised.interviews[0],
            questions: [{ id: 'a', buildsOn: null, steps: [{ grade: 'best', words: '' }] }],
          },
        ],
      },
      'interviews.0.questions.0.steps.0.grade is "best", not one of missed, shaky, solid, skipped',
    ],
  ])('is refused with %s', (_, change, why) => {
    const read = readPractice(JSON.stringify({ ...practised, ...change }))
    expect(isUnreadable(read) && read.why).toBe(why)
  })
})
