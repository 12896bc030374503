import type { Outcome } from '../report.ts'

/** What a process says to the shell. An error of the lab that nobody caught is a 3 too. */
export const exitCode: Record<Outcome, number> = { PASS: 0, FAIL: 1, INCONCLUSIVE: 2, TOOL_ERROR: 3 }

/** The worst of several verdicts: what can't be trusted weighs more than what failed. */
export function worstExitCode(outcomes: Outcome[]): number {
  return Math.max(...outcomes.map((outcome) => exitCode[outcome]), 0)
}
