import { beforeAll, describe, expect, test } from 'vitest'
import { type Candidate, candidatesOf, findChapter } from '../chapters.ts'
import { freshSeed } from '../random.ts'
import { recordedRun } from '../recorded.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import { storyOf } from '../story.ts'
import { takeOrder } from './order.ts'
import { theLab } from './the-lab.ts'

/** What the reporter learns of a judged candidate. */
export interface Judged {
  candidate: Candidate
  report: Report
}

declare module 'vitest' {
  interface TaskMeta {
    judged?: Judged
  }
}

/** Long enough for the slowest machine: every wait inside has a deadline of its own, with a better message. */
const timeoutMs = 300_000

/**
 * Registers the hidden test of a chapter: one vitest test per candidate, which holds when the candidate earns what
 * it must. They are all judged side by side; the tests only wait for their reports.
 */
export function prove(slug: string, scenarios: Scenario[]): void {
  const chapter = findChapter(slug)
  const order = takeOrder(freshSeed)
  const candidates = order.only === null ? candidatesOf(chapter) : filesAsCandidates(order.only.files)
  const tasks = candidates.flatMap((candidate) =>
    Array.from({ length: order.repeat }, (_, round) => ({ candidate, seed: order.seed + round })),
  )
  if (order.only !== null && order.only.slug !== slug) return

  describe(slug, () => {
    const reports = new Map<(typeof tasks)[number], Promise<Report>>()

    beforeAll(async () => {
      const laboratory = await theLab(Math.min(8, tasks.length * scenarios.length * 2 + 1))
      for (const task of tasks) {
        const report = laboratory.judge(chapter, scenarios, task.candidate.file, task.seed)
        report.catch(() => {}) // the test that waits for it will say so
        reports.set(task, report)
      }
    }, timeoutMs)

    for (const task of tasks) {
      test(`${task.candidate.name} (seed ${task.seed})`, { timeout: timeoutMs }, async ({ task: { meta } }) => {
        const report = (await reports.get(task)) as Report
        meta.judged = { candidate: task.candidate, report }
        const { outcome, code, reason } = report
        if (task.candidate.expected === null) {
          // On a clean checkout nothing is the reader's own: then the seal is out of date.
          const unsealed = process.env.CI === 'true' && order.only === null
          expect(unsealed, `${task.candidate.file} is not as sealed in exercises/shipped.json: npm run seal`).toBe(
            false,
          )
          return
        }
        expect({ outcome, code, reason }).toMatchObject(task.candidate.expected)
        const recorded = recordedRun(task.candidate.name)
        if (recorded === null) return
        expect(storyOf(report), `the recorded run in chapters/${slug} tells another story: npm run record`).toEqual(
          storyOf(recorded),
        )
      })
    }
  })
}

const filesAsCandidates = (files: string[]): Candidate[] => files.map((file) => ({ name: file, file, expected: null }))
