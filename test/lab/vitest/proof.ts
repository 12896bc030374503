import { allChapters, type Candidate, type Chapter, candidatesOf, findChapter, scenariosOf } from '../chapters.ts'
import { questionOf } from '../proof-verdicts.ts'
import { freshSeed } from '../random.ts'
import { recordedRun } from '../recorded.ts'
import type { Report } from '../report.ts'
import type { Question } from '../trial.ts'
import { takeOrder } from './order.ts'
import { theLab } from './the-lab.ts'

/** One candidate that is judged once. */
export interface Task {
  candidate: Candidate
  seed: number
}

const order = takeOrder(freshSeed)

/** The candidates of a chapter that this run judges, and how often. Empty: another chapter was asked for. */
export function tasksOf(chapter: Chapter): Task[] {
  if (order.only !== null && order.only.slug !== chapter.slug) return []
  const candidates = order.only === null ? candidatesOf(chapter) : filesAsCandidates(order.only.files)
  return candidates.flatMap((candidate) =>
    Array.from({ length: order.repeat }, (_, round) => ({ candidate, seed: order.seed + round })),
  )
}

/** Whether the whole workbook is proven, and not one reader's file judged. */
export const isWholeProof = order.only === null

const begun = new Map<string, Promise<Map<string, Promise<Report>>>>()

/**
 * Begins to judge and returns the report of each task, by {@link keyOf}. The chapters of a whole proof share their
 * rounds, so the first one that asks begins for all; by hand (`npx vitest run test/0`) each is begun when it asks. vitest
 * keeps this module between test files.
 */
export function reports(slug: string): Promise<Map<string, Promise<Report>>> {
  const key = order.wholeWorkbook ? 'all' : slug
  const earlier = begun.get(key)
  if (earlier !== undefined) return earlier
  const now = begin(order.wholeWorkbook ? allChapters() : [findChapter(slug)])
  begun.set(key, now)
  return now
}

export const keyOf = ({ candidate, seed }: Task) => `${candidate.name} ${seed}`

async function begin(chapters: Chapter[]): Promise<Map<string, Promise<Report>>> {
  const tasks: Task[] = []
  const questions: Question[] = []
  for (const chapter of chapters) {
    const scenarios = await scenariosOf(chapter)
    for (const task of tasksOf(chapter)) {
      const show = recordedRun(task.candidate.name)?.scenario ?? null // the story of this one is compared
      tasks.push(task)
      const question = questionOf(chapter, scenarios, task.candidate, task.seed)
      questions.push({ ...question, show, withDetails: order.only !== null })
    }
  }
  const plays = questions.reduce((sum, { scenarios }) => sum + scenarios.length, 0)
  const laboratory = await theLab(Math.min(8, plays * 2 + 1))
  const judged = laboratory.judgeAll(questions)
  for (const report of judged) report.catch(() => {}) // the test that waits for it will say so
  return new Map(tasks.map((task, index) => [keyOf(task), judged[index] as Promise<Report>]))
}

const filesAsCandidates = (files: string[]): Candidate[] =>
  files.map((file) => ({ name: file, file, expected: null, only: null, before: null }))
