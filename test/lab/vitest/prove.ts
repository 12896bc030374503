import { beforeAll, describe, expect, test } from 'vitest'
import { type Candidate, findChapter } from '../chapters.ts'
import { isNoMistakeWith, mistakeIn } from '../proof-verdicts.ts'
import { recordedRun } from '../recorded.ts'
import type { Report } from '../report.ts'
import { storyDifferences } from '../story.ts'
import { isWholeProof, keyOf, reports, tasksOf } from './proof.ts'
import { theLab } from './the-lab.ts'

/** What the reporter learns of a judged candidate. */
export interface Judged {
  candidate: Candidate
  report: Report
  /** How many role processes the lab had started by then. */
  roleStarts: number
}

declare module 'vitest' {
  interface TaskMeta {
    judged?: Judged
  }
}

/** Long enough for the slowest machine: every wait inside has a deadline of its own, with a better message. */
const timeoutMs = 900_000

/**
 * Registers the hidden test of a chapter: one vitest test per candidate, which holds when the candidate earns what
 * it must. They are all judged side by side; the tests only wait for their reports.
 */
export function prove(slug: string): void {
  const tasks = tasksOf(findChapter(slug))
  if (tasks.length === 0) return

  describe(slug, () => {
    let judged = new Map<string, Promise<Report>>()

    beforeAll(async () => {
      judged = await reports(slug)
    }, timeoutMs)

    for (const task of tasks) {
      const { candidate } = task
      test(`${candidate.name} (seed ${task.seed})`, { timeout: timeoutMs }, async ({ task: { meta }, skip }) => {
        const report = (await judged.get(keyOf(task))) as Report
        const { version } = report.broker
        skip(
          isNoMistakeWith(candidate, version),
          `it is a mistake with RabbitMQ before ${candidate.before} only, and this is ${version}`,
        )
        meta.judged = { candidate, report, roleStarts: (await theLab(0)).roleStarts }
        if (candidate.expected === null) {
          // On a clean checkout nothing is the reader's own: then the seal is out of date.
          const unsealed = process.env.CI === 'true' && isWholeProof
          expect(unsealed, `${candidate.file} is not as sealed in exercises/shipped.json: npm run seal`).toBe(false)
          return
        }
        expect(mistakeIn(candidate, report)).toBeNull()
        const recorded = recordedRun(candidate.name)
        if (recorded === null) return
        const differences = storyDifferences(recorded, report)
        if (differences.length === 0) return
        const what = `the recorded run in chapters/${slug} tells another story: npm run record`
        throw new Error([what, ...differences].join('\n    '))
      })
    }
  })
}
