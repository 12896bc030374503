import type { History } from '../history.ts'
import type { Ledger } from '../ledger.ts'
import { type Finding, hasEnd, isCandidate, type Judgement, labRoleFailed } from './finding.ts'
import { queueLeftDeleted } from './queue.ts'

/** Nothing moved any more, or time was up, and no other rule knows why. */
export function stuck(history: History, { claimed, shipped, attempted }: Ledger): Finding | null {
  const event = history.events.find(({ kind }) => kind === 'quiet' || kind === 'deadline')
  if (event === undefined || (event.kind !== 'quiet' && event.kind !== 'deadline')) return null
  const stalled = (reason: string): Finding => ({ outcome: 'FAIL', code: 'STALLED', reason })
  const [done, does] = history.candidate === 'warehouse' ? [shipped, 'shipped'] : [claimed, 'accepted']
  if (isCandidate(history, event.actor)) {
    return stalled(`it ${does} ${done.size} of ${attempted.size} orders and then no more`)
  }
  const astray = whereNobodyLooks(history, event.actor, claimed.difference(shipped))
  if (astray !== null) return stalled(astray)
  return labRoleFailed(event.actor, `it stopped working; waited for ${event.waitedFor}`)
}

/** Orders that wait in a queue which the lab's warehouse was not told of. */
function whereNobodyLooks({ candidate, events }: History, warehouse: string, waiting: Set<string>): string | null {
  if (candidate !== 'order-service') return null
  const consumed = events.flatMap((event) =>
    event.kind === 'consuming' && event.actor === warehouse ? [event.queue] : [],
  )
  for (const event of events) {
    if (event.kind !== 'left-in-queue' || consumed.length === 0 || consumed.includes(event.queue)) continue
    const count = waiting.intersection(new Set(event.orderIds)).size
    if (count > 0)
      return `${count} orders wait in the queue "${event.queue}", and the warehouse consumes "${consumed[0]}"`
  }
  return null
}

/** A warehouse came to a queue that had been there, and found none. No order went with it, but none can come through. */
export function queueWentAway(history: History, _: Ledger): Judgement {
  if (history.candidate !== 'order-service' || !hasEnd(history)) return null
  const sentAway = history.events.find(({ kind, actor }) => kind === 'role-unusable' && !isCandidate(history, actor))
  if (sentAway === undefined) return null
  const reason = `${sentAway.actor} came, and the queue was gone`
  return queueLeftDeleted(history) ?? { outcome: 'FAIL', code: 'QUEUE_WENT_AWAY', reason }
}

/** Whoever was broken must have been mended: what an order service or a warehouse does after that is half of the question. */
export function brokerStayedAway({ events }: History): Judgement {
  const broken = events.findLastIndex((event) => event.kind === 'fault' && event.actor === 'broker')
  if (broken < 0 || events.slice(broken).some(({ kind }) => kind === 'broker-back')) return null
  return { outcome: 'TOOL_ERROR', reason: 'The broker was broken, and never seen to serve again.' }
}

/** An order service may leave orders in the queue. That everybody was served must be seen all the same. */
export function unserved(history: History, ledger: Ledger): Judgement {
  if (!hasEnd(history)) return { outcome: 'TOOL_ERROR', reason: 'The history has no end: the queues were not drained.' }
  const { attempted, claimed, refused } = ledger
  const forgotten = attempted.difference(claimed).difference(refused)
  if (forgotten.size > 0) {
    return { outcome: 'TOOL_ERROR', reason: `${forgotten.size} customers had no answer, and never asked again.` }
  }
  const kinds = history.events.map(({ kind, actor }) => (isCandidate(history, actor) ? null : kind))
  if (kinds.lastIndexOf('role-opened') > kinds.lastIndexOf('drained')) {
    return (
      stuck(history, ledger) ?? { outcome: 'TOOL_ERROR', reason: 'A warehouse came, and no queue was seen drained.' }
    )
  }
  return stuck(history, ledger)
}
