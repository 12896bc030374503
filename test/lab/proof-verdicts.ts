import { type Candidate, type Chapter, candidatesOf, scenariosOf } from './chapters.ts'
import type { CodeName } from './codes.ts'
import type { Outcome, Report } from './report.ts'
import type { Question } from './trial.ts'
import { isOlder } from './versions.ts'

/** One candidate to be judged, and what the lab is asked. */
export interface Asked {
  candidate: Candidate
  question: Question
}

/** A candidate, a seed, and what the judge said. Small: a proof keeps thousands of these. */
export interface ProofVerdict {
  /** '01-auto-ack/wrong/never-ack'. */
  name: string
  seed: number
  outcome: Outcome
  code: CodeName | null
  /** What it must be; null: nothing is expected of it here. */
  expected: string | null
  /** Why the verdict is wrong, in one sentence; null: it is right, or claims nothing. */
  wrong: string | null
  reason: string | null
  /** Why nothing could be concluded at a try, whether or not the next one could; null: every try was conclusive. */
  inconclusive: string | null
  /** The longest wait for the machine. */
  strain: Report['strain']
  /** Wall-clock seconds of its longest scenario, with the waits for the others. */
  seconds: number
}

/** The questions of one proof of these chapters, all with the same seed. */
export async function askedOf(
  chapters: Chapter[],
  seed: number,
  isWanted: (candidate: Candidate) => boolean = () => true,
): Promise<Asked[]> {
  const asked: Asked[] = []
  for (const chapter of chapters) {
    const scenarios = await scenariosOf(chapter)
    for (const candidate of candidatesOf(chapter).filter(isWanted)) {
      asked.push({ candidate, question: questionOf(chapter, scenarios, candidate, seed) })
    }
  }
  return asked
}

/** A fix that only one scenario catches is played in all of them: the others must let it pass. */
export function questionOf(
  chapter: Chapter,
  scenarios: Question['scenarios'],
  { file, only }: Candidate,
  seed: number,
): Question {
  return { chapter, scenarios, file, seed, playAll: only !== null }
}

/**
 * What is wrong with a verdict about a candidate of the workbook, in one sentence; null when it is as it must be. Of the
 * reader's own code nothing is expected, nor of a mistake that is none with this version of RabbitMQ.
 */
export function mistakeIn(candidate: Candidate, { outcome, code, reason, played, broker }: Report): string | null {
  const { expected, only } = candidate
  if (expected === null || isNoMistakeWith(candidate, broker.version)) return null
  const must = expected.outcome === 'FAIL' ? expected.code : expected.outcome
  const got = code ?? outcome
  if (got !== must) return `must be ${must}, and is ${got}: ${reason ?? ''}`
  const caughtBy = played.filter(({ outcome }) => outcome === 'FAIL').map(({ scenario }) => scenario)
  if (only === null || (caughtBy.length === 1 && caughtBy[0] === only)) return null
  return `${candidate.file} says "only: ${only}", and it was caught by ${caughtBy.join(', ')}`
}

/** A mistake with older versions of RabbitMQ only. */
export const isNoMistakeWith = ({ before }: Candidate, version: string): boolean =>
  before !== null && !isOlder(version, before)

/**
 * What counts as a verdict of the judge about its question. INCONCLUSIVE and TOOL_ERROR claim nothing about the candidate, so
 * they are counted apart: they are no wrong verdicts, and no right ones.
 */
export function verdictOf(candidate: Candidate, report: Report): ProofVerdict {
  const { expected } = candidate
  const { outcome, code, reason, firstTry, played, seed, seconds, strain } = report
  const claims = outcome === 'PASS' || outcome === 'FAIL'
  const open = played.find((act) => act.outcome === 'INCONCLUSIVE')
  const inconclusive = firstTry ?? (outcome === 'INCONCLUSIVE' ? reason : open ? `${open.scenario} stayed open` : null)
  return {
    ...{ name: candidate.name, seed, outcome, code, reason, inconclusive, seconds: seconds.wall, strain },
    expected: expected === null ? null : expected.outcome === 'FAIL' ? expected.code : expected.outcome,
    wrong: claims ? mistakeIn(candidate, report) : null,
  }
}
