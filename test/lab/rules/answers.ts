import type { FaultName, History } from '../history.ts'
import type { Ledger } from '../ledger.ts'
import { hasEnd, isCandidate, type Judgement } from './finding.ts'

/** Orders are known by their ids: the same order under another id is another order. */
export function anotherId(history: History, { attempted }: Ledger): Judgement {
  const strange = history.events.find(
    (event) => event.kind === 'publish' && isCandidate(history, event.actor) && !attempted.has(event.orderId ?? ''),
  )
  if (strange?.kind !== 'publish') return null
  const id = strange.orderId === null ? 'no messageId' : `messageId ${strange.orderId}`
  const reason = `${strange.actor} published a message with ${id}, which no customer's order has`
  return { outcome: 'FAIL', code: 'PUBLISHED_UNDER_ANOTHER_ID', reason }
}

/** A customer who waits for ever. */
export function neverAnswered(history: History, { unanswered, attempted }: Ledger): Judgement {
  if (unanswered.size === 0 || !hasEnd(history)) return null
  const reason = `${unanswered.size} of ${attempted.size} calls of place() had no answer when nothing moved any more`
  return { outcome: 'FAIL', code: 'NEVER_ANSWERED', reason }
}

/** Customers who try again and again, or who are refused though nothing is broken. */
export function refusesOrders(history: History, { refused, attempted, claimed }: Ledger): Judgement {
  const { events } = history
  const gaveUp = events.some(
    (event) =>
      (event.kind === 'quiet' || event.kind === 'deadline') && event.waitedFor === 'every order to be accepted',
  )
  const isBroken = claimed.size > 0 && events.some((event) => event.kind === 'fault' && isExcuse(history, event))
  if (!gaveUp && (isBroken || refused.size === 0)) return null
  const last = events.findLast((event) => event.kind === 'not-claimed')
  const why = last?.kind === 'not-claimed' ? `; at last with: ${last.message}` : ''
  const reason = `${refused.size} of ${attempted.size} orders were refused to the end${why}`
  return { outcome: 'FAIL', code: 'REFUSES_ORDERS', reason }
}

/** A fault between the order service and its queue. Neither a dead warehouse nor a late confirm is a reason to say no. */
const isExcuse = (history: History, { actor, fault }: { actor: string; fault: FaultName }) =>
  fault !== 'confirms-merged' && (actor === 'broker' || isCandidate(history, actor))
