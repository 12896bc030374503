import { existsSync, readFileSync } from 'node:fs'
import { type Chapter, shippedText } from '../chapters.ts'
import type { Report } from '../report.ts'
import { onDesk } from './desk.ts'
import { fingerprint, judgeVersion } from './judge-version.ts'
import { afterVerdict, type Progress, readProgress, writeProgress } from './progress.ts'

/** Where a reader stands with a chapter. `check-again`: it has passed, and its hidden test has changed since. */
export type Standing = 'passed' | 'check-again' | 'failed' | 'changed' | 'untouched'

/** Where the reader stands with this chapter now. */
export function standingOf(chapter: Chapter, progress: Progress): Standing {
  const entry = progress[chapter.slug]
  if (entry?.status === 'passed') return entry.judge === judgeVersion(chapter.slug) ? 'passed' : 'check-again'
  if (entry !== undefined) return 'failed'
  return workOn(chapter) === shippedText(chapter.edit) ? 'untouched' : 'changed'
}

/** The first chapter that has not passed; null when all have. */
export function firstOpen(chapters: Chapter[], progress: Progress): Chapter | null {
  return chapters.find((chapter) => standingOf(chapter, progress) !== 'passed') ?? null
}

/** The reader's file of a chapter; null when it is not there. */
export function workOn({ edit }: Chapter): string | null {
  const path = onDesk(edit)
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

/**
 * Notes a verdict on the reader's own file. Only PASS and FAIL count: nothing is known after the others.
 * @param text the file as it was judged
 * @returns one line that the reader must be told, or null
 */
export function noteVerdict(chapter: Chapter, { outcome, code }: Report, text: string): string | null {
  if (outcome !== 'PASS' && outcome !== 'FAIL') return null
  const { progress, trouble } = readProgress()
  const verdict = {
    ...{ code: code ?? 'PASS', judge: judgeVersion(chapter.slug), file: fingerprint(text) },
    now: new Date(),
  }
  writeProgress({ ...progress, [chapter.slug]: afterVerdict(progress[chapter.slug], verdict) })
  return trouble
}
