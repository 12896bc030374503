import type { Line } from './groups.ts'
import type { History, HistoryEvent } from './history.ts'
import type { Ledger } from './ledger.ts'

/** The lines of a history in which the candidate is the order service. Null: nothing that only such a history tells. */
export function orderServiceLine(
  history: History,
  event: HistoryEvent,
  index: number,
  { lost, answered }: { lost: Set<string>; answered: string[] },
): Line | null {
  const normal = { kind: 'normal' } as const
  const isLost = (orderId: string | null) => orderId !== null && lost.has(orderId)
  switch (event.kind) {
    case 'publish': {
      const asked = event.sequence === null ? 'no confirm asked for' : 'a confirm is asked for'
      const persistence = event.persistent ? '' : ', not persistent'
      const actor = `${event.actor} → broker`
      if (event.orderId !== null && !history.orderIds.includes(event.orderId)) {
        const write = () => "publish under an id that no customer's order has"
        return { key: `${actor} unplaced`, actor, weight: 6, kind: 'loss', about: [], write }
      }
      const write = (orders: string) => `publish ${orders}${persistence}; ${asked}`
      const gone = isLost(event.orderId)
      if (isSwallowed(history, event, index)) {
        const text = (orders: string) => `publish ${orders}${persistence}; it does not arrive`
        const show = { as: 'frame', nowhere: true } as const
        return {
          key: `${actor} swallowed ${gone}`,
          actor,
          weight: 6,
          kind: gone ? 'loss' : 'normal',
          show,
          write: text,
        }
      }
      const key = `${actor}${asked}${persistence}${gone}`
      return { key, actor, weight: gone ? 6 : 3, kind: gone ? 'loss' : 'normal', write }
    }
    case 'confirm':
    case 'confirm-kept':
    case 'refuse': {
      if (!answered.some((orderId) => history.orderIds.includes(orderId))) return null
      const actor = `broker → ${event.actor}`
      if (event.kind === 'refuse') {
        const write = (orders: string) => `nack ${orders}: the broker does not take them`
        return { key: `${actor} nack`, actor, weight: 6, ...normal, write, about: answered }
      }
      const gone = answered.filter((orderId) => lost.has(orderId))
      const about = gone.length > 0 ? gone : answered
      if (event.kind === 'confirm' && isSwallowed(history, event, index)) {
        const write = (orders: string) => `confirm ${orders}; it does not arrive`
        const show = { as: 'frame', nowhere: true } as const
        return { key: `${actor} swallowed`, actor, weight: 6, ...normal, show, write, about: answered }
      }
      const write = (orders: string) => `confirm ${orders}`
      return { key: `${actor} ${gone.length > 0}`, actor, weight: gone.length > 0 ? 5 : 3, ...normal, write, about }
    }
    case 'claimed': {
      const gone = isLost(event.orderId)
      const write = (orders: string) => `tells the customers of ${orders}: accepted`
      const show = { as: 'effect' } as const
      return { key: `claimed ${gone}`, weight: gone ? 7 : 4, kind: gone ? 'loss' : 'normal', show, write }
    }
    case 'not-claimed':
      return { key: 'refused', weight: 4, ...normal, write: (orders) => `refuses ${orders}: the customers are told no` }
    case 'broker-back':
      return { key: 'back', weight: 8, ...normal, show: { as: 'back' }, write: () => 'serves again', about: [] }
    case 'left-in-queue': {
      const orders = [...new Set(event.orderIds)].filter((orderId) => history.orderIds.includes(orderId))
      const write = (text: string) => `finds in the queue: ${text || 'nothing'}`
      return { key: `left ${event.queue}`, weight: 7, ...normal, write, about: orders }
    }
    default:
      return null
  }
}

/** Whether the network loses this frame: the last thing that the lab did to this role's line says so. */
function isSwallowed(
  { events }: History,
  { actor, kind, connection }: HistoryEvent & { connection: number },
  index: number,
): boolean {
  for (let at = index - 1; at >= 0; at -= 1) {
    const before = events[at] as HistoryEvent
    if (before.actor !== actor) continue
    if (before.kind === 'healed') return false
    if (before.kind !== 'fault') continue
    if (events.slice(at, index).some((event) => opens(event, actor, connection))) return false // a line that works
    if (before.fault === 'half-open') return true
    if (before.fault === (kind === 'publish' ? 'publishes-swallowed' : 'confirms-swallowed')) return true
    if (!before.fault.endsWith('-swallowed')) return false // a new line, or a new process
  }
  return false
}

const opens = (event: HistoryEvent, actor: string, connection: number) =>
  event.kind === 'tcp-open' && event.actor === actor && event.connection === connection

/** What did not move any more, where the order service is judged. */
export function stuckOrders({ unanswered, refused }: Ledger): { what: string; about: string[] } | null {
  if (unanswered.size > 0) return { what: 'no answer for', about: [...unanswered] }
  if (refused.size > 0) return { what: 'still refused', about: [...refused] }
  return null
}
