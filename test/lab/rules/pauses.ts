import type { History, HistoryEvent } from '../history.ts'
import { RunningLedger } from '../ledger.ts'
import type { Judgement } from './finding.ts'

/** Who tries again sooner after a rejection has not waited: the lessons ask for 100 ms, and no timer fires early. */
const leastPauseMs = 90

/** A few hasty tries are none of the judge's business. */
const manyHastyTries = 5

/** A wait is written down when it is over, and told some turns later. */
const noticedAfterMs = 200

/** As many with a pause, and the candidate is known to wait. */
const manyPatientTries = 15

/** After so many it is no use to wait for a better machine. */
const mostTries = 4 * manyPatientTries

/**
 * An order that comes back again and again, and nobody waits in between: a process at full load, and a broker that is
 * busy with nothing else.
 *
 * What counts is when the process lets go of the order, or calls `ship()` again: when the broker delivers it says more
 * about the machine than about the candidate. A busy machine makes pauses longer, never shorter: what somebody had to wait
 * for a processor meanwhile is no pause of the candidate's.
 */
export function tiresTheBroker(history: History): Judgement {
  const { all, hasty, patient } = countPauses(history)
  if (hasty > manyHastyTries) {
    const reason = `it tried an order again without a pause: after ${hasty} of ${all} rejections it waited less than ${leastPauseMs} ms`
    return { outcome: 'FAIL', code: 'GOES_IN_CIRCLES', reason }
  }
  const unclear = all - hasty - patient
  if (unclear <= manyHastyTries || patient >= manyPatientTries) return null
  const reason = `The machine was too slow to say whether it pauses before it tries again: ${unclear} of ${all} pauses may be waits for a processor.`
  return { outcome: 'INCONCLUSIVE', reason }
}

/** Whether a history holds enough tries to say whether the candidate waits between them. */
export function hasTriedEnough(history: Pick<History, 'events' | 'strain'>): boolean {
  const { all, hasty, patient } = countPauses(history)
  return hasty > manyHastyTries || patient >= manyPatientTries || all >= mostTries
}

/** `hasty`: surely no pause. `patient`: surely one, whatever the machine did. */
function countPauses({ events, strain }: Pick<History, 'events' | 'strain'>) {
  const pauses = pausesOf({ events })
  const waited = ({ pauseMs, untilMs }: Pause) =>
    Math.max(
      0,
      ...strain
        .filter(({ atMs }) => atMs >= untilMs - pauseMs && atMs <= untilMs + noticedAfterMs)
        .map(({ lateMs }) => lateMs),
    )
  return {
    all: pauses.length,
    hasty: pauses.filter(({ pauseMs }) => pauseMs < leastPauseMs).length,
    patient: pauses.filter((pause) => pause.pauseMs - waited(pause) >= leastPauseMs).length,
  }
}

/** From a rejection to what the process did next with that order. */
interface Pause {
  pauseMs: number
  /** When it was over, since the scenario began. */
  untilMs: number
}

function pausesOf({ events }: Pick<History, 'events'>): Pause[] {
  const pauses: Pause[] = []
  const rejectedAt = new Map<string, number>()
  const ledger = new RunningLedger()
  for (const event of events) {
    const back = event.kind === 'nack' && event.requeue ? ledger.read().unacknowledged : null
    ledger.write(event)
    const handedBack = back === null ? [] : [...back.difference(ledger.read().unacknowledged)]
    for (const orderId of handedBack) {
      const since = rejectedAt.get(orderId)
      if (since !== undefined) pauses.push({ pauseMs: event.atMs - since, untilMs: event.atMs })
      rejectedAt.delete(orderId)
    }
    noteTry(event, rejectedAt, pauses)
  }
  return pauses
}

function noteTry(event: HistoryEvent, rejectedAt: Map<string, number>, pauses: Pause[]): void {
  if (event.kind === 'ship-rejected') rejectedAt.set(event.orderId, event.atMs)
  if (event.kind !== 'shipping' || !rejectedAt.delete(event.orderId)) return
  if (event.pauseMs === undefined) return
  pauses.push({ pauseMs: event.pauseMs, untilMs: event.atMs }) // by the process's own clock
}
