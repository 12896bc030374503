import { faultShows, faultTexts } from './fault-lines.ts'
import type { Known, Line } from './groups.ts'
import type { History, HistoryEvent } from './history.ts'
import { ledgerOf } from './ledger.ts'
import { OrderNumbers } from './order-numbers.ts'
import { stuckOrders } from './order-service-lines.ts'

/** What one event has to tell; null: nothing. */
export function lineOf(history: History, event: HistoryEvent, index: number, { lost, moved }: Known): Line | null {
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
        return { key: `${actor} again`, actor, weight: 5, kind: 'normal', show: { as: 'frame', again: true }, write }
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
      return { ...plain(`${event.actor} shipped`, 4, (orders) => `ships ${orders}`), show: { as: 'effect' } }
    case 'shipping': {
      if (history.orderIds.includes(event.orderId)) return holdLine(event)
      const what = `ships what nobody placed: ${event.orderId}`
      return { ...plain(`${event.actor} unplaced`, 9, () => what), kind: 'loss', about: [] }
    }
    case 'ack':
    case 'nack': {
      const isBack = event.kind === 'nack' && event.requeue
      const [settled, back] = isBack ? [[], moved] : [moved, []]
      const early = settled.filter((orderId) => isLost([orderId]))
      if (early.length > 0) {
        const meant = event.kind === 'ack' ? meantBy(history, event, index, early) : null
        const write = (orders: string) =>
          event.kind === 'nack'
            ? `rejects ${orders} without requeue: dropped by the broker here`
            : meant === null
              ? `acks ${orders}, not on a truck: forgotten by the broker from here on`
              : `acks tag ${event.tag}: it was ${meant}, now it is ${orders}, not on a truck: the broker forgets it`
        const key = `${event.actor} ${meant ?? ''} early`
        return { ...plain(key, 7, write), kind: 'loss', about: early, show: { as: 'frame' } }
      }
      if (back.length > 0) {
        const line = plain(`${event.actor} back`, 5, (orders) => `hands ${orders} back`)
        return { ...line, about: back, show: { as: 'frame' } }
      }
      if (settled.length === 0) return null // an ack of an unknown tag
      const line = plain(`${event.actor} acks`, 2, (orders) => `acks ${orders}`)
      return { ...line, about: settled, show: { as: 'frame' } }
    }
    case 'fault':
      return {
        ...plain(`fault ${event.fault}`, 9, faultTexts[event.fault]),
        ...{ kind: 'fault', show: { as: faultShows[event.fault] } },
      }
    case 'broker-back':
      return { ...plain('back', 8, () => 'serves again'), about: [], show: { as: 'back' } }
    case 'healed':
      return healedLine(history, event, index)
    case 'publish': {
      if (history.candidate === 'order-service') return null
      const actor = `${event.actor} → broker`
      return { ...plain(actor, 1, (orders) => `publish ${orders}`), actor, pictureOnly: true }
    }
    case 'declare-queue':
    case 'declare-exchange':
      return declareLine(history, event, index, lost.size > 0)
    case 'channel-close': {
      if (event.by === 'client') return null
      const actor = `broker → ${event.actor}`
      const what = `closes the channel: ${event.code} ${event.text.split(' - ')[0]}`
      return { ...plain(`${actor} closes`, 6, () => what), actor, about: [], pictureOnly: true }
    }
    case 'role-started': {
      if (!history.events.slice(0, index).some(({ kind }) => kind === 'fault')) return null
      if (event.actor.startsWith('order-service')) {
        return history.candidate === 'order-service'
          ? { ...plain('opens', 8, () => 'opens'), about: [], show: { as: 'start' } }
          : null
      }
      if (history.events.some(({ kind, actor }) => kind === 'role-unusable' && actor === event.actor)) return null
      const idle = !history.events.some(({ kind, actor }) => kind === 'deliver' && actor === event.actor)
      const waiting = ledgerOf(history).left.size > 0
      return {
        ...plain('opens', 8, () =>
          !idle ? 'opens and takes over' : waiting ? 'opens, and takes nothing' : 'opens; the queue is empty',
        ),
        ...{ about: [], show: { as: 'start' } },
      }
    }
    case 'role-exited': {
      if (event.expected) return null
      const how = event.signal === null ? `with exit code ${event.exitCode}` : `by ${event.signal}`
      const line = plain('exit', 9, () => `the process ends by itself, ${how}`)
      return { ...line, kind: 'loss', about: [], show: { as: 'crash' } }
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
      return toBroker(plain('delete', 8, () => `deletes the queue ${event.queue}`))
    case 'purge-queue':
      return toBroker(plain('purge', 8, () => `empties the queue ${event.queue}`))
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

const toBroker = (line: Line): Line => ({ ...line, kind: 'loss', about: [], show: { as: 'frame' } })

/**
 * The order that an ack was for, where it hits another one: its tag had been that order's on an earlier connection, and
 * that order has just been shipped. null: it hits the one that it is for.
 */
function meantBy(
  { events, orderIds }: History,
  { actor, connection, tag }: Extract<HistoryEvent, { kind: 'ack' }>,
  index: number,
  hit: string[],
): string | null {
  const before = events.slice(0, index).filter((event) => event.actor === actor)
  const old = before.findLast((event) => event.kind === 'deliver' && event.tag === tag && event.connection < connection)
  const shipped = before.findLast(({ kind }) => kind === 'shipped')
  if (old?.kind !== 'deliver' || shipped?.kind !== 'shipped' || old.orderId !== shipped.orderId) return null
  return hit.includes(shipped.orderId) ? null : new OrderNumbers(orderIds).text([shipped.orderId])
}

/** Work that the lab lets take long: it is what a crash hits. */
function holdLine(event: HistoryEvent & { kind: 'shipping' }): Line | null {
  if (!event.held) return null
  const write = (orders: string) => `ship() of ${orders} begins, and takes long`
  return { ...plain(`${event.actor} holds`, 4, write), show: { as: 'hold' }, pictureOnly: true }
}

function healedLine({ events }: History, { actor }: HistoryEvent, index: number): Line {
  const fault = events.slice(0, index).findLast((event) => event.kind === 'fault' && event.actor === actor)
  const name = fault?.kind === 'fault' ? fault.fault : null
  const text = name === 'SIGSTOP' ? 'wakes up' : name === 'queue-full' ? 'there is room again' : 'can connect again'
  const show = name === 'SIGSTOP' ? ({ as: 'back' } as const) : ({ as: 'note' } as const)
  return { ...plain(`${actor} healed`, 5, () => text), about: [], show, pictureOnly: true }
}

/** A queue or an exchange that goes away with something that went away in this scenario. */
function declareLine(
  history: History,
  event: HistoryEvent & { kind: 'declare-queue' | 'declare-exchange' },
  index: number,
  isLossy: boolean,
): Line | null {
  if (event.passive || !event.actor.startsWith(history.candidate)) return null
  if (history.events.slice(0, index).some(({ kind }) => kind === 'broker-back')) return null // too late to lose anything by it
  const isQueue = event.kind === 'declare-queue'
  const restarts = history.events.some(
    ({ kind, ...rest }) => kind === 'fault' && 'fault' in rest && String(rest.fault).startsWith('broker-'),
  )
  const name = isQueue ? `the queue ${event.queue}` : `the exchange ${event.exchange}`
  const fate =
    isQueue && event.exclusive
      ? 'exclusive: it ends with this connection'
      : isQueue && event.autoDelete
        ? 'auto-delete: it ends with its last consumer'
        : !event.durable && restarts
          ? 'not durable: it ends with the broker'
          : null
  if (fate === null) return null
  const line = toBroker(plain(`declares ${name}`, 6, () => `declares ${name}, ${fate}`))
  return { ...line, kind: isLossy ? 'loss' : 'normal' }
}

const isPoisoned = ({ events }: History) => events.some((event) => event.kind === 'fault' && event.fault === 'poison')

const plain = (key: string, weight: number, write: (orders: string) => string): Line => ({
  key,
  weight,
  kind: 'normal',
  write,
})

function quietLine(history: History, index: number): Line | null {
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
