import type { CodeName } from '../codes.ts'
import type { History, Strain } from '../history.ts'
import type { Finding } from './finding.ts'

/**
 * On a machine that lets somebody wait for longer, a candidate's own deadlines are over before it could do anything, and
 * whoever trusts in a delay is right by luck.
 */
const tooLateMs = 1_000

/** What an event in the history proves, however slow the machine is. All other codes say that something did not come. */
const provenByEvents = new Set<CodeName>([
  ...(['LOST_ON_CONSUMER_CRASH', 'LOST_ON_FAILED_SHIPMENT', 'LOST_WITHOUT_FAULT', 'LOST_ON_BROKER_RESTART'] as const),
  ...(['LOST_ON_BROKER_CRASH', 'LOST_WITH_ITS_PROCESS', 'LOST_BY_STALE_ACK', 'LOST_BY_MULTIPLE_ACK'] as const),
  ...(['LOST_ON_RECONNECT', 'CLAIMED_BUT_NOT_STORED', 'CLAIMED_THOUGH_REFUSED', 'CLAIMED_WITHOUT_ANSWER'] as const),
  ...(['PUBLISHED_UNDER_ANOTHER_ID', 'SHIPPED_UNPLACED', 'QUEUE_DELETED', 'QUEUE_NOT_DECLARED'] as const),
  ...(['HUNG_UP', 'QUEUE_LOCKED', 'QUEUE_WENT_AWAY'] as const),
  ...(['DID_NOT_LOAD', 'NOT_EXPORTED', 'OUT_OF_MEMORY', 'BLOCKED_EVENT_LOOP', 'GOES_IN_CIRCLES'] as const),
])

/** A verdict that a slow machine could have brought about is none. */
export function withoutLuck(history: History, finding: Finding): Finding {
  if (finding.outcome !== 'PASS' && finding.outcome !== 'FAIL') return finding
  if (finding.outcome === 'FAIL' && provenByEvents.has(finding.code)) return finding
  const worst = worstStrain(history.strain)
  if (worst === null || worst.lateMs < tooLateMs) return finding
  const what =
    worst.who === 'broker' ? 'a round trip to the broker took' : `${worst.who} had to wait for a processor for`
  const found = finding.outcome === 'PASS' ? 'The promise held' : `It looked like ${finding.code} (${finding.reason})`
  const reason = `The machine was too slow: ${what} ${(worst.lateMs / 1000).toFixed(1)} s. ${found}, but that may be luck.`
  return { outcome: 'INCONCLUSIVE', reason }
}

/** The longest that anybody had to wait for the machine; null: nobody had to. */
export function worstStrain(strain: Strain[]): Strain | null {
  return strain.reduce<Strain | null>((worst, one) => (worst === null || one.lateMs > worst.lateMs ? one : worst), null)
}
