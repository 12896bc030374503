import type { History } from './history.ts'
import { type Ledger, ledgerOf } from './ledger.ts'
import { anotherId, neverAnswered, refusesOrders } from './rules/answers.ts'
import { gaveUp } from './rules/endings.ts'
import { type Finding, hasEnd, isCandidate, type Judgement, labRoleFailed } from './rules/finding.ts'
import { tiresTheBroker } from './rules/pauses.ts'
import { neverConnected, queueLeftDeleted, withoutQueue } from './rules/queue.ts'
import { neverReconnected } from './rules/reconnect.ts'
import { withoutLuck } from './rules/strain.ts'
import { brokerStayedAway, queueWentAway, stuck, unserved } from './rules/unproven.ts'
import { hitWindow } from './rules/windows.ts'

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
  const rules = history.candidate === 'warehouse' ? rulesForWarehouses : rulesForOrderServices
  for (const rule of rules) {
    const finding = rule(history, ledger)
    if (finding !== null) return withoutLuck(history, finding)
  }
  return withoutLuck(history, { outcome: 'PASS' })
}

type Rule = (history: History, ledger: Ledger) => Judgement

const rulesForWarehouses: Rule[] = [
  ...[gaveUp, nothingAsked, shippedUnplaced, circles, neverConnected, withoutQueue],
  ...[missedWindow, lost, neverReconnected, tiresTheBroker, unfinished, queueLeftDeleted, brokerStayedAway],
]

const rulesForOrderServices: Rule[] = [
  ...[gaveUp, nothingPlaced, anotherId, circles, neverConnected, withoutQueue, lost],
  ...[neverAnswered, refusesOrders, queueWentAway, missedWindow, unserved, queueLeftDeleted, brokerStayedAway],
]

/** No attempt, no claim: then no promise was tested. */
function nothingAsked({ events }: History, { attempted, claimed }: Ledger): Judgement {
  if (claimed.size > 0 && attempted.size > 0) return null
  if (events.some(({ kind }) => kind === 'flood')) return null // the candidate went round before it was asked
  if (attempted.size === 0)
    return { outcome: 'TOOL_ERROR', reason: 'No order was placed: the scenario has asked nothing.' }
  const refusal = events.find((event) => event.kind === 'not-claimed')
  return labRoleFailed('order-service', refusal?.message ?? `none of ${attempted.size} orders was confirmed`)
}

/** The same for an order service: that it claims nothing is its own doing. */
function nothingPlaced({ events }: History, { attempted }: Ledger): Judgement {
  if (attempted.size > 0 || events.some(({ kind }) => kind === 'flood')) return null
  return { outcome: 'TOOL_ERROR', reason: 'No order was placed: the scenario has asked nothing.' }
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
function missedWindow(history: History, ledger: Ledger): Judgement {
  const missed = history.faults.find((fault) => !hitWindow(history, fault))
  if (missed === undefined) return null
  const where = isCandidate(history, 'warehouse') ? 'in hand' : 'on its way'
  const reason = `The fault ${missed} missed its window: no order was ${where} when it came.`
  return stuck(history, ledger) ?? { outcome: 'INCONCLUSIVE', reason }
}

function lost(history: History, { lost, claimed }: Ledger): Judgement {
  if (lost.size === 0 || !hasEnd(history)) return null
  return {
    outcome: 'FAIL',
    code: isRedeliverySkipped(history, lost) ? 'LOST_ON_RECONNECT' : history.lossCode,
    reason: `${lost.size} of ${claimed.size} claimed orders ${lost.size === 1 ? 'is' : 'are'} gone`,
  }
}

/** In a scenario about connections: the lost orders came again, and were settled without a call of `ship()`. */
function isRedeliverySkipped({ lossCode, events }: History, lost: Set<string>): boolean {
  if (lossCode !== 'LOST_BY_STALE_ACK') return false
  return [...lost].every((orderId) => {
    const again = events.findLastIndex((event) => event.kind === 'deliver' && event.orderId === orderId)
    const delivery = events[again]
    if (delivery?.kind !== 'deliver' || !delivery.redelivered) return false
    return !events.slice(again).some((event) => event.kind === 'shipping' && event.orderId === orderId)
  })
}

function unfinished(history: History, { shipped, claimed, left }: Ledger): Judgement {
  if (!hasEnd(history)) return { outcome: 'TOOL_ERROR', reason: 'The history has no end: the queues were not drained.' }
  const poisoned = new Set(
    history.events.flatMap((event) => (event.kind === 'fault' && event.fault === 'poison' ? [event.orderId] : [])),
  )
  const unshipped = claimed.difference(shipped).difference(poisoned)
  if (unshipped.size > 0) {
    return {
      outcome: 'FAIL',
      code: 'STALLED',
      reason: `${unshipped.size} of ${claimed.size} orders were never shipped`,
    }
  }
  const drained = history.events.findIndex(({ kind }) => kind === 'drained')
  if (drained !== -1) {
    const open = ledgerOf({ events: history.events.slice(0, drained) }).unacknowledged.difference(poisoned)
    if (open.size === 0) return null
    return { outcome: 'TOOL_ERROR', reason: `The lab called it drained with ${open.size} deliveries unacknowledged.` }
  }
  const unsettled = left.difference(poisoned).size
  if (unsettled > 0) {
    return { outcome: 'FAIL', code: 'NEVER_SETTLED', reason: `${unsettled} orders were shipped and never acknowledged` }
  }
  return { outcome: 'TOOL_ERROR', reason: 'Every order was shipped, and yet the scenario never saw the queue drained.' }
}
