import type { Drawn, Wishes } from './draw-interview.ts'
import type { StepGrade } from './grades.ts'

/** A mock interview while it is held, and after it. It can be written down after every step. */
export interface MockRun {
  wishes: Wishes
  edition: string
  startedAt: number
  /** Null while it is held. */
  endedAt: number | null
  questions: HeldQuestion[]
}

/** A question of an interview with what has been said. `steps` holds those that were reached: the question, then its follow-ups. */
export interface HeldQuestion extends Drawn {
  steps: HeldStep[]
}

export interface HeldStep {
  grade: StepGrade
  /** The reader's own words. */
  words: string
}

/** Where an interview stands: a question, and its step; null when all has been asked. */
export interface Position {
  question: number
  step: number
}

export function startRun(wishes: Wishes, edition: string, drawn: Drawn[], nowMs: number): MockRun {
  const questions = drawn.map((one) => ({ ...one, steps: [] }))
  return { wishes, edition, startedAt: nowMs, endedAt: null, questions }
}

/** `stepsOf` says how many steps a question has. Whoever skips or misses the question itself is asked no follow-up. */
export function positionOf(run: MockRun, stepsOf: (id: string) => number): Position | null {
  const isOpen = ({ id, steps }: HeldQuestion) =>
    steps.length < stepsOf(id) && (steps.length === 0 || steps[0]?.grade !== 'skipped')
  const reached = run.questions.findLastIndex(({ steps }) => steps.length > 0)
  const last = run.questions[reached]
  if (last && isOpen(last)) return { question: reached, step: last.steps.length }
  return reached + 1 < run.questions.length ? { question: reached + 1, step: 0 } : null
}

/** The run after one more answer, or skip. */
export function answerStep(run: MockRun, { question }: Position, step: HeldStep): MockRun {
  const questions = run.questions.map((held, index) =>
    index === question ? { ...held, steps: [...held.steps, step] } : held,
  )
  return { ...run, questions }
}

export const endRun = (run: MockRun, nowMs: number): MockRun => ({ ...run, endedAt: nowMs })
