import type { CodeName } from '../codes.ts'
import type { History } from '../history.ts'

/** What the judge finds in one history. `reason` is one sentence with values. */
export type Finding =
  | { outcome: 'PASS' }
  | { outcome: 'FAIL'; code: CodeName; reason: string }
  | { outcome: 'INCONCLUSIVE'; reason: string }
  | { outcome: 'TOOL_ERROR'; reason: string }

/** What one rule says; null: nothing, ask the next one. */
export type Judgement = Finding | null

/** What the lab plays itself has failed: that is nobody's verdict. */
export const labRoleFailed = (actor: string, detail: string): Finding => ({
  outcome: 'TOOL_ERROR',
  reason: `The lab's own ${actor} failed: ${detail}`,
})

/** The roles were ended and the queues emptied: only then can an order be called lost. */
export const hasEnd = ({ events }: History) => events.some(({ kind }) => kind === 'left-in-queue')

/** Whether a role is played by the candidate: 'warehouse-2' is, where the candidate is a warehouse. */
export const isCandidate = ({ candidate }: History, actor: string) => actor.startsWith(candidate)
