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
  history: History,
  { actor, kind, connection }: HistoryEvent & { connection: number },
  index: number,
): boolean {
  const before = marksOf(history).filter((mark) => mark.index < index && mark.event.actor === actor)
  for (const [at, { event }] of [...before.entries()].reverse()) {
    if (event.kind === 'healed') return false
    if (event.kind !== 'fault') continue
    if (before.slice(at).some(({ event }) => event.kind === 'tcp-open' && event.connection === connection)) return false
    if (event.fault === 'half-open') return true
    if (event.fault === (kind === 'publish' ? 'publishes-swallowed' : 'confirms-swallowed')) return true
    if (!event.fault.endsWith('-swallowed')) return false // a new line, or a new process
  }
  return false
}

interface Mark {
  index: number
  event: Extract<HistoryEvent, { kind: 'fault' | 'healed' | 'tcp-open' }>
}

/** What changes a line. It is looked up for each frame, and a history may have thousands of those. */
function marksOf(history: History): Mark[] {
  const known = marks.get(history)
  if (known !== undefined && known.length === history.events.length) return known.marks
  const found = history.events.flatMap((event, index) =>
    event.kind === 'fault' || event.kind === 'healed' || event.kind === 'tcp-open' ? [{ index, event }] : [],
  )
  marks.set(history, { length: history.events.length, marks: found })
  return found
}

const marks = new WeakMap<History, { length: number; marks: Mark[] }>()

/** What did not move any more, where the order service is judged. */
export function stuckOrders({ unanswered, refused }: Ledger): { what: string; about: string[] } | null {
  if (unanswered.size > 0) return { what: 'no answer for', about: [...unanswered] }
  if (refused.size > 0) return { what: 'still refused', about: [...refused] }
  return null
}
