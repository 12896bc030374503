import type { History, HistoryEvent } from '../history.ts'
import { RunningLedger } from '../ledger.ts'
import type { Judgement } from './finding.ts'

/** Who tries again sooner after a rejection has not waited: the lessons ask for 100 ms, and no timer fires early. */
const leastPauseMs = 90

/** A few hasty tries are none of the judge's business. */
const manyHastyTries = 5

/** As many with a pause, and the candidate is known to wait. */
const manyPatientTries = 15

/**
 * An order that comes back again and again, and nobody waits in between: a process at full load, and a broker that is
 * busy with nothing else.
 *
 * What counts is when the process lets go of the order, or calls `ship()` again: when the broker delivers it says more
 * about the machine than about the candidate. A busy machine makes pauses longer, never shorter.
 */
export function tiresTheBroker(history: History): Judgement {
  const pauses = pausesOf(history)
  const hasty = pauses.filter((pauseMs) => pauseMs < leastPauseMs)
  if (hasty.length <= manyHastyTries) return null
  const reason = `it tried an order again without a pause: after ${hasty.length} of ${pauses.length} rejections it waited less than ${leastPauseMs} ms`
  return { outcome: 'FAIL', code: 'GOES_IN_CIRCLES', reason }
}

/** Whether a history holds enough tries to say whether the candidate waits between them. */
export function hasTriedEnough(history: Pick<History, 'events'>): boolean {
  const pauses = pausesOf(history)
  const hasty = pauses.filter((pauseMs) => pauseMs < leastPauseMs).length
  return hasty > manyHastyTries || pauses.length - hasty >= manyPatientTries
}

/** Milliseconds from each rejection to what the process did next with that order. */
function pausesOf({ events }: Pick<History, 'events'>): number[] {
  const pauses: number[] = []
  const rejectedAt = new Map<string, number>()
  const ledger = new RunningLedger()
  for (const event of events) {
    const back = event.kind === 'nack' && event.requeue ? ledger.read().unacknowledged : null
    ledger.write(event)
    const handedBack = back === null ? [] : [...back.difference(ledger.read().unacknowledged)]
    for (const orderId of handedBack) {
      const since = rejectedAt.get(orderId)
      if (since !== undefined) pauses.push(event.atMs - since)
      rejectedAt.delete(orderId)
    }
    noteTry(event, rejectedAt, pauses)
  }
  return pauses
}

function noteTry(event: HistoryEvent, rejectedAt: Map<string, number>, pauses: number[]): void {
  if (event.kind === 'ship-rejected') rejectedAt.set(event.orderId, event.atMs)
  if (event.kind !== 'shipping' || !rejectedAt.delete(event.orderId)) return
  if (event.pauseMs !== undefined) pauses.push(event.pauseMs) // by the process's own clock
}
