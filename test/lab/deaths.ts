import type { Group } from './groups.ts'
import type { History, HistoryEvent } from './history.ts'
import { ledgerOf } from './ledger.ts'

/** Where the last copy of an order is, as far as its lost ones go. */
interface Whereabouts {
  /** The event that put it there. */
  since: number
  at: 'service' | 'line' | 'broker' | 'hands' | 'nowhere'
  /** Whose hands, or whose memory. */
  by: string
}

/**
 * Finds for each lost order the group of events with which its last copy was gone: the crash of who held it, the frame
 * that didn't arrive, the ack of what was on no truck.
 */
export function deathsOf(history: History, groups: Group[]): Map<Group, string[]> {
  const { lost } = ledgerOf(history)
  const places = new Map<string, Whereabouts>()
  const diedAt = new Map<string, number>()
  const groupOf = new Map(groups.flatMap((group) => group.parts.map(({ index }) => [index, group] as const)))
  const settled = ordersIn(groups, ' early')
  const refused = ordersIn(groups, ' nack')
  const endedAt = new Map<string, number>()
  for (const [index, event] of history.events.entries()) {
    if (isEnd(event)) endedAt.set(event.actor, index)
    for (const orderId of refused.get(index) ?? []) places.set(orderId, { since: index, at: 'line', by: event.actor })
    for (const orderId of settled.get(index) ?? []) {
      places.set(orderId, { since: index, at: 'hands', by: event.actor })
      if (event.kind === 'nack') diedAt.set(orderId, index)
      // What a process has said before its end may be read after it.
      else if (endedAt.has(event.actor)) diedAt.set(orderId, endedAt.get(event.actor) as number)
    }
    if ('orderId' in event && event.orderId !== null && lost.has(event.orderId)) {
      const place = placeAfter(event, index, groupOf.get(index))
      if (place !== null) {
        places.set(event.orderId, place)
        diedAt.delete(event.orderId)
      }
    }
    for (const [orderId, place] of places) {
      if ((!diedAt.has(orderId) && endsWith(place, event)) || isThrownAway(place, event)) diedAt.set(orderId, index)
    }
  }
  const deaths = new Map<Group, string[]>()
  const found = groups.findLast(({ key }) => key.startsWith('left ')) // the broker dropped it, and says nothing
  for (const orderId of lost) {
    const place = places.get(orderId)
    const alone = place?.at === 'line' || place?.at === 'hands' ? place.since : undefined // given up by code, or by the network
    const group = groupOf.get(diedAt.get(orderId) ?? alone ?? -1) ?? found
    if (group !== undefined) deaths.set(group, [...(deaths.get(group) ?? []), orderId])
  }
  return deaths
}

/** The orders that an answer is about, by the event's index: the grouping has read the tags. */
function ordersIn(groups: Group[], keyEnd: string): Map<number, string[]> {
  const meant = groups.filter(({ key }) => key.endsWith(keyEnd))
  return new Map(meant.flatMap(({ parts }) => parts.map(({ index, orderIds }) => [index, orderIds] as const)))
}

function placeAfter(event: HistoryEvent, index: number, group: Group | undefined): Whereabouts | null {
  const here = { since: index, by: event.actor }
  switch (event.kind) {
    case 'placing':
      return { ...here, at: 'service' }
    case 'publish':
      return { ...here, at: group?.show.as === 'frame' && group.show.nowhere ? 'line' : 'broker' }
    case 'deliver':
      return event.noAck ? { ...here, at: 'hands' } : { ...here, at: 'broker' }
    default:
      return null
  }
}

/** The end of a process. At the end of a play the lab ends all of them: that is none of these. */
const isEnd = (event: HistoryEvent) =>
  (event.kind === 'fault' && event.fault === 'SIGKILL') || (event.kind === 'role-exited' && !event.expected)

/** Whether this event is the end of what lies there. */
function endsWith({ at, by }: Whereabouts, event: HistoryEvent): boolean {
  if (event.kind === 'fault' && at === 'broker') {
    return event.fault === 'broker-SIGKILL' || event.fault === 'broker-shutdown'
  }
  if (isEnd(event)) return (at === 'service' || at === 'hands') && event.actor === by
  return false
}

/** The queue that came through a restart, and was emptied after it. */
const isThrownAway = ({ at }: Whereabouts, { kind }: HistoryEvent) =>
  at === 'broker' && (kind === 'delete-queue' || kind === 'purge-queue')
