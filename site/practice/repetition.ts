import { type Card, createEmptyCard, fsrs, Rating } from 'ts-fsrs'
import type { Grade } from './grades.ts'

/** When a question comes back: a card of FSRS, with its moments in milliseconds since 1970. */
export interface Repetition extends Omit<Card, 'due' | 'last_review'> {
  due: number
  last_review: number
}

// Whole days: nobody practises for an interview in steps of ten minutes. No fuzz: the same grades, the same days.
const scheduler = fsrs({ enable_short_term: false, enable_fuzz: false })
const ratings = { missed: Rating.Again, shaky: Rating.Hard, solid: Rating.Good } as const

/** When a question comes back after this grade. `before` is null when it was never graded. */
export function repeat(before: Repetition | null, grade: Grade, nowMs: number): Repetition {
  const now = new Date(nowMs)
  const card = before ? { ...before, due: new Date(before.due), last_review: new Date(before.last_review) } : null
  const { due, ...next } = scheduler.next(card ?? createEmptyCard(now), now, ratings[grade]).card
  return { ...next, due: due.getTime(), last_review: nowMs }
}
