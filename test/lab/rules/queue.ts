import type { History } from '../history.ts'
import type { Ledger } from '../ledger.ts'
import { hasEnd, isCandidate, type Judgement } from './finding.ts'

/** Whether a role has knocked at the address of its desk: refused connections count. */
export const cameToBroker = ({ events }: History, actor: string) =>
  events.some((event) => event.actor === actor && 'connection' in event)

/**
 * It opened, and all that it did passed the lab by: then no order can come to it, or from it. One that takes the place of
 * another may find its work in a file; but when none of them ever came, nothing has been seen of what was judged.
 */
export function neverConnected(history: History, { claimed, shipped }: Ledger): Judgement {
  const idle = history.events.find(
    ({ kind, actor }) => kind === 'role-opened' && isCandidate(history, actor) && !cameToBroker(history, actor),
  )
  const nobodyCame = !history.events.some((event) => isCandidate(history, event.actor) && 'connection' in event)
  if (idle === undefined || (!nobodyCame && claimed.isSubsetOf(shipped))) return null
  const reason = `${idle.actor} opened, and no connection came to the desk's amqpUrl`
  return { outcome: 'FAIL', code: 'NEVER_CONNECTED', reason }
}

/**
 * Orders that vanished without having been settled by anybody: there was no queue for them, or it was thrown away with
 * them inside. The broker confirms both kinds, so they look lost; but no path of a delivery has lost them.
 */
export function withoutQueue(history: History, { lost, settled, claimed }: Ledger): Judgement {
  if (!hasEnd(history)) return null
  const fates = [...lost].filter((orderId) => !settled.has(orderId)).map((orderId) => fateOf(history, orderId))
  const thrown = fates.find((fate) => fate !== null && fate.by !== null)
  const orders = (count: number) => `${count} of ${claimed.size} orders`
  if (thrown) {
    const count = fates.filter((fate) => fate !== null && fate.by !== null).length
    const reason = `${thrown.by} deleted or emptied the queue "${thrown.queue}", and ${orders(count)} with it`
    return { outcome: 'FAIL', code: 'QUEUE_DELETED', reason }
  }
  const unheard = fates.find((fate) => fate !== null)
  if (!unheard || history.candidate !== 'warehouse') return null
  const count = fates.filter((fate) => fate !== null).length
  const reason = `nobody had declared the queue "${unheard.queue}" when ${orders(count)} came`
  return { outcome: 'FAIL', code: 'QUEUE_NOT_DECLARED', reason }
}

/** Nothing is lost yet, but the next order will be. */
export function queueLeftDeleted({ events, candidate }: History): Judgement {
  const queues = new Set(events.flatMap((event) => (event.kind === 'publish' ? [event.routingKey] : [])))
  for (const queue of queues) {
    const last = events.findLast(
      (event) => (event.kind === 'delete-queue' || event.kind === 'queue-declared') && event.queue === queue,
    )
    if (last?.kind !== 'delete-queue' || !last.actor.startsWith(candidate)) continue
    const reason = `${last.actor} deleted the queue "${queue}": the next order has no place to go`
    return { outcome: 'FAIL', code: 'QUEUE_DELETED', reason }
  }
  return null
}

/** The queue that an order was published to, and who threw that queue away; `by` is null when there was none. */
function fateOf(history: History, orderId: string): { queue: string; by: string | null } | null {
  const { events, candidate } = history
  const at = events.findIndex((event) => event.kind === 'publish' && event.orderId === orderId)
  const publish = events[at]
  if (publish?.kind !== 'publish' || publish.exchange !== '') return null
  const queue = publish.routingKey
  const deeds = events.map((event) => {
    if (event.kind === 'queue-declared' && event.queue === queue) return 'made'
    const isThrown = (event.kind === 'delete-queue' || event.kind === 'purge-queue') && event.queue === queue
    return isThrown && event.actor.startsWith(candidate) ? 'thrown' : null
  })
  const before = deeds.slice(0, at).findLastIndex((deed) => deed !== null)
  const after = deeds.indexOf('thrown', at)
  if (deeds[before] === 'thrown' && events[before]?.kind === 'delete-queue') {
    return { queue, by: events[before].actor }
  }
  if (after >= 0) return { queue, by: (events[after] as (typeof events)[number]).actor }
  return before < 0 ? { queue, by: null } : null
}
