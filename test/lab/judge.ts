import type { CodeName } from './codes.ts'
import type { FaultName, History, HistoryEvent } from './history.ts'
import { type Ledger, ledgerOf } from './ledger.ts'

/** What the judge finds in one history. `reason` is one sentence with values. */
export type Finding =
  | { outcome: 'PASS' }
  | { outcome: 'FAIL'; code: CodeName; reason: string }
  | { outcome: 'INCONCLUSIVE'; reason: string }
  | { outcome: 'TOOL_ERROR'; reason: string }

/**
 * Reads a history and says what it proves. Nothing is assumed: what is not in the history has not happened,
 * and a history that proves nothing is never a PASS.
 */
export function judge(history: History): Finding {
  const ledger = ledgerOf(history)
  return (
    unusable(history) ??
    nothingAsked(history, ledger) ??
    exited(history) ??
    missedWindow(history, ledger) ??
    lost(history, ledger) ??
    unfinished(history, ledger) ?? { outcome: 'PASS' }
  )
}

type Judgement = Finding | null

function unusable(history: History): Judgement {
  for (const event of history.events) {
    if (event.kind === 'role-unusable') {
      if (!isCandidate(history, event)) return labRoleFailed(event.actor, event.message)
      const code = event.phase === 'load' ? 'DID_NOT_LOAD' : 'DID_NOT_OPEN'
      return { outcome: 'FAIL', code, reason: event.message }
    }
    if (event.kind === 'deadline' && event.waitedFor === 'open') {
      if (!isCandidate(history, event)) return labRoleFailed(event.actor, `it did not open within ${event.seconds} s`)
      return { outcome: 'FAIL', code: 'DID_NOT_OPEN', reason: `${event.actor} did not open within ${event.seconds} s` }
    }
  }
  return null
}

function exited(history: History): Judgement {
  for (const event of history.events) {
    if (event.kind !== 'role-exited' || event.expected) continue
    const how = event.signal === null ? `with exit code ${event.exitCode}` : `by ${event.signal}`
    if (!isCandidate(history, event)) return labRoleFailed(event.actor, `it exited ${how}`)
    return { outcome: 'FAIL', code: 'EXITED', reason: `${event.actor} exited by itself, ${how}` }
  }
  return null
}

/** No attempt, no claim: then no promise was tested. */
function nothingAsked(history: History, { attempted, claimed }: Ledger): Judgement {
  if (exited(history)?.outcome === 'FAIL') return null
  if (attempted.size === 0)
    return { outcome: 'TOOL_ERROR', reason: 'No order was placed: the scenario has asked nothing.' }
  if (claimed.size > 0) return null
  const refusal = history.events.find((event) => event.kind === 'not-claimed')
  return labRoleFailed('order-service', refusal?.message ?? `none of ${attempted.size} orders was confirmed`)
}

/** A fault counts only if it hit its window. */
function missedWindow(history: History, { attempted }: Ledger): Judgement {
  const missed = history.faults.find((fault) => !hitWindow(history, fault))
  if (missed === undefined) return null
  const stuck = history.events.find((event) => event.kind === 'quiet' || event.kind === 'deadline')
  const shipped = ledgerOf(history).shipped.size
  if (stuck !== undefined) {
    return {
      outcome: 'FAIL',
      code: 'STALLED',
      reason: `it shipped ${shipped} of ${attempted.size} orders and then no more`,
    }
  }
  return {
    outcome: 'INCONCLUSIVE',
    reason: `The fault ${missed} missed its window: no order was in hand when it came.`,
  }
}

/** Whether the fault came while an order was in the hands of the role that it hit. */
function hitWindow(history: History, fault: FaultName): boolean {
  return history.events.some((event, index) => {
    if (event.kind !== 'fault' || event.fault !== fault) return false
    const before = history.events.slice(0, index).filter(({ actor }) => actor === event.actor)
    return ledgerOf({ events: before }).inHand.size > 0
  })
}

function lost(history: History, { lost, claimed }: Ledger): Judgement {
  if (lost.size === 0 || !hasEnd(history)) return null
  return {
    outcome: 'FAIL',
    code: history.lossCode,
    reason: `${lost.size} of ${claimed.size} claimed orders ${lost.size === 1 ? 'is' : 'are'} gone`,
  }
}

function unfinished(history: History, { shipped, claimed, left }: Ledger): Judgement {
  if (!hasEnd(history)) return { outcome: 'TOOL_ERROR', reason: 'The history has no end: the queues were not drained.' }
  const unshipped = claimed.difference(shipped)
  if (unshipped.size > 0) {
    return {
      outcome: 'FAIL',
      code: 'STALLED',
      reason: `${unshipped.size} of ${claimed.size} orders were never shipped`,
    }
  }
  if (history.events.some(({ kind }) => kind === 'drained')) return null
  if (left.size > 0) {
    return { outcome: 'FAIL', code: 'NEVER_SETTLED', reason: `${left.size} orders were shipped and never acknowledged` }
  }
  return { outcome: 'TOOL_ERROR', reason: 'Every order was shipped, and yet the scenario never saw the queue drained.' }
}

/** The roles were ended and the queues emptied: only then can an order be called lost. */
const hasEnd = (history: History) => history.events.some(({ kind }) => kind === 'left-in-queue')

const isCandidate = (history: History, event: HistoryEvent) => event.actor.startsWith(history.candidate)

const labRoleFailed = (actor: string, detail: string): Finding => ({
  outcome: 'TOOL_ERROR',
  reason: `The lab's own ${actor} failed: ${detail}`,
})
