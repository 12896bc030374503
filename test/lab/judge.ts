import type { FaultName, History } from './history.ts'
import { type Ledger, ledgerOf } from './ledger.ts'
import { gaveUp } from './rules/endings.ts'
import { type Finding, hasEnd, isCandidate, type Judgement, labRoleFailed } from './rules/finding.ts'
import { neverConnected, queueLeftDeleted, withoutQueue } from './rules/queue.ts'

export type { Finding }

/** An order that was delivered so often has been handed back as often. */
const manyDeliveries = 50

/**
 * Reads a history and says what it proves. Nothing is assumed: what is not in the history has not happened,
 * and a history that proves nothing is never a PASS.
 *
 * The first rule that speaks is the answer, and the most telling one comes first: an order of a process that died, or
 * of a queue that was deleted, may be gone, but that it is gone explains nothing.
 */
export function judge(history: History): Finding {
  const ledger = ledgerOf(history)
  return (
    gaveUp(history) ??
    nothingAsked(history, ledger) ??
    shippedUnplaced(history, ledger) ??
    circles(history, ledger) ??
    neverConnected(history, ledger) ??
    withoutQueue(history, ledger) ??
    missedWindow(history, ledger) ??
    lost(history, ledger) ??
    unfinished(history, ledger) ??
    queueLeftDeleted(history) ?? { outcome: 'PASS' }
  )
}

/** No attempt, no claim: then no promise was tested. */
function nothingAsked({ events }: History, { attempted, claimed }: Ledger): Judgement {
  if (claimed.size > 0 && attempted.size > 0) return null
  if (events.some(({ kind }) => kind === 'flood')) return null // the candidate went round before it was asked
  if (attempted.size === 0)
    return { outcome: 'TOOL_ERROR', reason: 'No order was placed: the scenario has asked nothing.' }
  const refusal = events.find((event) => event.kind === 'not-claimed')
  return labRoleFailed('order-service', refusal?.message ?? `none of ${attempted.size} orders was confirmed`)
}

/** Orders are known by their ids. Twice the same one is a duplicate, and that is another matter. */
function shippedUnplaced({ events }: History, { attempted }: Ledger): Judgement {
  const unplaced = events.filter((event) => event.kind === 'shipping' && !attempted.has(event.orderId))
  const [first] = unplaced
  if (first?.kind !== 'shipping') return null
  const strange = events.some((event) => event.kind === 'deliver' && event.orderId === first.orderId)
  const published = events.some((event) => event.kind === 'publish' && event.orderId === first.orderId)
  if (strange && !published) {
    return { outcome: 'TOOL_ERROR', reason: `The queue held ${first.orderId}, which is of another scenario.` }
  }
  const calls = unplaced.length === 1 ? 'once' : `${unplaced.length} times`
  const reason = `${first.actor} called ship() ${calls} with what nobody had placed, first with ${first.orderId}`
  return { outcome: 'FAIL', code: 'SHIPPED_UNPLACED', reason }
}

/** So much happened that the lab ended it, or one order came so often that nothing else can have been the matter. */
function circles({ events }: History, { shipped, attempted }: Ledger): Judgement {
  const isFlooded = events.some(({ kind }) => kind === 'flood')
  const isOver = events.some(({ kind }) => kind === 'deadline')
  const deliveries = Map.groupBy(events, (event) => (event.kind === 'deliver' ? event.orderId : null))
  deliveries.delete(null)
  const most = Math.max(0, ...[...deliveries.values()].map(({ length }) => length))
  if (!isFlooded && !(isOver && most >= manyDeliveries)) return null
  const [kind, times = []] =
    [...Map.groupBy(events, ({ kind }) => kind)].sort(([, a], [, b]) => b.length - a.length)[0] ?? []
  const again = most > 1 ? `one was delivered ${most} times` : `"${kind}" happened ${times.length} times`
  const reason = `it shipped ${shipped.size} of ${attempted.size} orders, and ${again}`
  return { outcome: 'FAIL', code: 'GOES_IN_CIRCLES', reason }
}

/** A fault counts only if it hit its window. */
function missedWindow(history: History, { attempted }: Ledger): Judgement {
  const missed = history.faults.find((fault) => !hitWindow(history, fault))
  if (missed === undefined) return null
  const stuck = history.events.find((event) => event.kind === 'quiet' || event.kind === 'deadline')
  const shipped = ledgerOf(history).shipped.size
  if (stuck !== undefined && !isCandidate(history, stuck.actor)) return labRoleFailed(stuck.actor, 'it stopped working')
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
  const drained = history.events.findIndex(({ kind }) => kind === 'drained')
  if (drained !== -1) {
    const open = ledgerOf({ events: history.events.slice(0, drained) }).unacknowledged
    if (open.size === 0) return null
    return { outcome: 'TOOL_ERROR', reason: `The lab called it drained with ${open.size} deliveries unacknowledged.` }
  }
  if (left.size > 0) {
    return { outcome: 'FAIL', code: 'NEVER_SETTLED', reason: `${left.size} orders were shipped and never acknowledged` }
  }
  return { outcome: 'TOOL_ERROR', reason: 'Every order was shipped, and yet the scenario never saw the queue drained.' }
}
