import { faultTexts } from './fault-lines.ts'
import type { FaultName, History, HistoryEvent } from './history.ts'
import { ledgerOf, RunningLedger } from './ledger.ts'
import { OrderNumbers } from './order-numbers.ts'
import { orderServiceLine, stuckOrders } from './order-service-lines.ts'
import type { TimelineLine } from './report.ts'

/** A line before it is written: like events between two turning points share one. */
interface Group {
  key: string
  atMs: number
  actor: string
  orderIds: string[]
  /** How much the line explains: the lightest ones go when there are too many. */
  weight: number
  kind: TimelineLine['kind']
  write(orders: string): string
}

/** Tells a history in at most `most` lines: what passed, what broke, and where orders went. */
export function timelineOf(history: History, most = 6): TimelineLine[] {
  const numbers = new OrderNumbers(history.orderIds)
  const groups = groupsOf(history)
  const weight = (group: Group) => (group.kind === 'normal' ? group.weight : 10 + group.weight) // what broke comes first
  const heaviest = [...groups].sort((a, b) => weight(b) - weight(a)).slice(0, most)
  return groups
    .filter((group) => heaviest.includes(group))
    .map(({ atMs, actor, kind, orderIds, write }) => ({ atMs, actor, kind, text: write(numbers.text(orderIds)) }))
}

function groupsOf(history: History): Group[] {
  const { lost } = ledgerOf(history)
  const groups: Group[] = []
  const ledger = new RunningLedger()
  let open = new Map<string, Group>()
  for (const [index, event] of history.events.entries()) {
    if (isTurningPoint(event)) open = new Map()
    const { moved, answered } = movedBy(event, ledger)
    for (const line of linesOf(history, event, index, { lost, moved, answered })) {
      const joined = open.get(line.key)
      if (joined === undefined) {
        groups.push(line)
        open.set(line.key, line)
      } else joined.orderIds.push(...line.orderIds)
    }
  }
  return groups
}

/** After these, the same thing said again is news. */
const isTurningPoint = (event: HistoryEvent) =>
  (event.kind === 'fault' && !byTheWay.has(event.fault)) || (event.kind === 'role-exited' && !event.expected)

/** After these, everybody goes on as before. */
const byTheWay = new Set<FaultName>([
  ...(['ship-rejects', 'ship-throws', 'poison', 'confirms-swallowed', 'publishes-swallowed'] as const),
])

/** A line that is not written yet. Without an actor of its own it is the event's. */
export type Line = Omit<Group, 'atMs' | 'actor' | 'orderIds'> & { actor?: string }

/** What one event has answered: deliveries, which are settled or back in their queue, and publishes. */
function movedBy(event: HistoryEvent, ledger: RunningLedger): { moved: string[]; answered: string[] } {
  const before = event.kind === 'ack' || event.kind === 'nack' ? ledger.read().unacknowledged : new Set<string>()
  const answered = ledger.write(event)
  return { moved: before.size === 0 ? [] : [...before.difference(ledger.read().unacknowledged)], answered }
}

/** What is known about an event beyond itself. */
interface Known {
  lost: Set<string>
  moved: string[]
  answered: string[]
}

function linesOf(history: History, event: HistoryEvent, index: number, known: Known): Group[] {
  const orderIds = 'orderId' in event && event.orderId !== null ? [event.orderId] : []
  const special = history.candidate === 'order-service' ? orderServiceLine(history, event, index, known) : null
  const line = special ?? lineOf(history, event, index, known)
  if (line === null) return []
  const about = line.about ?? orderIds
  return [{ ...line, atMs: event.atMs, actor: line.actor ?? event.actor, orderIds: about }]
}

function lineOf(
  history: History,
  event: HistoryEvent,
  index: number,
  { lost, moved }: Known,
): (Line & { about?: string[] }) | null {
  const isLost = (orderIds: Iterable<string>) => [...orderIds].some((orderId) => lost.has(orderId))
  switch (event.kind) {
    case 'claimed':
      if (history.candidate === 'order-service') return null
      return plain('claimed', 1, (orders) => `${orders} accepted: the broker has confirmed them`)
    case 'deliver': {
      const actor = `broker → ${event.actor}`
      if (event.noAck) {
        const write = (orders: string) => `deliver ${orders}, no ack asked for: the broker forgets them here`
        return { key: `${actor} no-ack`, actor, weight: 6, kind: lost.size > 0 ? 'loss' : 'normal', write }
      }
      if (event.redelivered) {
        const write = (orders: string) => `deliver ${orders} again, marked redelivered`
        return { key: `${actor} again`, actor, weight: 5, kind: 'normal', write }
      }
      return {
        key: actor,
        actor,
        weight: 3,
        kind: 'normal',
        write: (orders) => `deliver ${orders}, an ack is asked for`,
      }
    }
    case 'shipped':
      return plain(`${event.actor} shipped`, 4, (orders) => `ships ${orders}`)
    case 'shipping': {
      if (history.orderIds.includes(event.orderId)) return null
      const what = `ships what nobody placed: ${event.orderId}`
      return { ...plain(`${event.actor} unplaced`, 9, () => what), kind: 'loss', about: [] }
    }
    case 'ack':
    case 'nack': {
      const isBack = event.kind === 'nack' && event.requeue
      const [settled, back] = isBack ? [[], moved] : [moved, []]
      const early = settled.filter((orderId) => isLost([orderId]))
      if (early.length > 0) {
        const write = (orders: string) =>
          event.kind === 'ack'
            ? `acks ${orders}, not on a truck: forgotten by the broker from here on`
            : `rejects ${orders} without requeue: dropped by the broker here`
        return { ...plain(`${event.actor} early`, 7, write), kind: 'loss', about: early }
      }
      if (back.length > 0)
        return { ...plain(`${event.actor} back`, 5, (orders) => `hands ${orders} back`), about: back }
      if (settled.length === 0) return null // an ack of an unknown tag
      return { ...plain(`${event.actor} acks`, 2, (orders) => `acks ${orders}`), about: settled }
    }
    case 'fault':
      return { ...plain(`fault ${event.fault}`, 9, faultTexts[event.fault]), kind: 'fault' }
    case 'broker-back':
      return { ...plain('back', 8, () => 'serves again'), about: [] }
    case 'role-started': {
      if (!history.events.slice(0, index).some(({ kind }) => kind === 'fault')) return null
      if (event.actor.startsWith('order-service')) {
        return history.candidate === 'order-service' ? { ...plain('opens', 8, () => 'opens'), about: [] } : null
      }
      if (history.events.some(({ kind, actor }) => kind === 'role-unusable' && actor === event.actor)) return null
      const idle = !history.events.some(({ kind, actor }) => kind === 'deliver' && actor === event.actor)
      const waiting = ledgerOf(history).left.size > 0
      return {
        ...plain('opens', 8, () =>
          !idle ? 'opens and takes over' : waiting ? 'opens, and takes nothing' : 'opens; the queue is empty',
        ),
        about: [],
      }
    }
    case 'role-exited': {
      if (event.expected) return null
      const how = event.signal === null ? `with exit code ${event.exitCode}` : `by ${event.signal}`
      return { ...plain('exit', 9, () => `the process ends by itself, ${how}`), kind: 'loss', about: [] }
    }
    case 'role-unusable':
      return { ...plain('unusable', 9, () => event.message), kind: 'loss', about: [] }
    case 'role-blocked': {
      const since = `does not answer for ${event.seconds} s: its event loop is blocked`
      return { ...plain('blocked', 9, () => since), kind: 'loss', about: [] }
    }
    case 'role-out-of-memory':
      return { ...plain('memory', 9, () => `takes ${event.megabytes} MB of memory`), kind: 'loss', about: [] }
    case 'role-hung-up':
      return { ...plain('hung up', 9, () => 'closes its line to the lab'), kind: 'loss', about: [] }
    case 'deadline': {
      const text = event.waitedFor === 'open' ? 'it has not opened' : `no end; waited for ${event.waitedFor}`
      return { ...plain('deadline', 9, () => `after ${event.seconds} s ${text}`), kind: 'loss', about: [] }
    }
    case 'flood':
      return { ...plain('flood', 9, () => `${event.events} events, and no end`), kind: 'loss', about: [] }
    case 'delete-queue':
      return { ...plain('delete', 8, () => `deletes the queue ${event.queue}`), kind: 'loss', about: [] }
    case 'purge-queue':
      return { ...plain('purge', 8, () => `empties the queue ${event.queue}`), kind: 'loss', about: [] }
    case 'quiet':
      return quietLine(history, index)
    case 'drained': {
      const text = 'every order is shipped and acknowledged; the queue is empty'
      const others = 'every other order is shipped and acknowledged'
      return { ...plain('drained', 7, () => (isPoisoned(history) ? others : text)), about: [] }
    }
    case 'left-in-queue': {
      if (!isPoisoned(history)) return null
      const orders = [...new Set(event.orderIds)]
      const write = (text: string) => `finds in ${event.queue}: ${text || 'nothing'}`
      return { ...plain(`left ${event.queue}`, 7, write), kind: lost.size > 0 ? 'loss' : 'normal', about: orders }
    }
    default:
      return null
  }
}

const isPoisoned = ({ events }: History) => events.some((event) => event.kind === 'fault' && event.fault === 'poison')

const plain = (key: string, weight: number, write: (orders: string) => string): Line => ({
  key,
  weight,
  kind: 'normal',
  write,
})

function quietLine(history: History, index: number): (Line & { about: string[] }) | null {
  const ledger = ledgerOf({ events: history.events.slice(0, index) })
  const stuck = history.candidate === 'order-service' ? stuckOrders(ledger) : null
  if (stuck !== null) {
    const write = (orders: string) => `nothing moves any more; ${stuck.what} ${orders}`
    return { ...plain('quiet', 8, write), kind: 'loss', about: stuck.about }
  }
  const { claimed, shipped, unacknowledged, settled } = ledger
  const waiting = claimed.difference(shipped)
  if (waiting.isSubsetOf(settled) && unacknowledged.size === 0) return null // the lost orders are told where they got lost
  const what = waiting.size > 0 ? 'not shipped' : 'shipped, never acknowledged'
  const about = [...(waiting.size > 0 ? waiting : unacknowledged)]
  return { ...plain('quiet', 8, (orders) => `nothing moves any more; ${what}: ${orders}`), kind: 'loss', about }
}
