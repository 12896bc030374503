import type { Show } from '../../site/picture/scene.ts'
import type { FaultName, History, HistoryEvent } from './history.ts'
import { ledgerOf, RunningLedger } from './ledger.ts'
import { lineOf } from './lines.ts'
import { orderServiceLine } from './order-service-lines.ts'
import type { TimelineLine } from './report.ts'

/** Like events between two turning points: one line of the timeline, and one step of the picture. */
export interface Group {
  key: string
  atMs: number
  actor: string
  orderIds: string[]
  /** Its events by their index in the history, each with the orders that it is about. */
  parts: { index: number; orderIds: string[] }[]
  /** How much it explains: the lightest ones go when there are too many. */
  weight: number
  kind: TimelineLine['kind']
  /** How the picture shows it; a frame has two actors, 'broker → warehouse-1'. */
  show: Show
  /** The timeline has no room for it. */
  pictureOnly?: true
  write(orders: string): string
}

/** What is told about an event, before it is put together with others. Without an actor of its own it is the event's. */
export type Line = Omit<Group, 'atMs' | 'actor' | 'orderIds' | 'parts' | 'show'> & {
  actor?: string
  /** Orders that it is about, if not the event's own. */
  about?: string[]
  show?: Show
}

/** What is known about an event beyond itself. */
export interface Known {
  /** Orders that are gone in the end. */
  lost: Set<string>
  /** Deliveries that it has settled, or put back into their queue. */
  moved: string[]
  /** Publishes that it has answered. */
  answered: string[]
}

/** Puts like events together, in the order in which each first happened. */
export function groupsOf(history: History): Group[] {
  const { lost } = ledgerOf(history)
  const groups: Group[] = []
  const ledger = new RunningLedger()
  let open = new Map<string, Group>()
  for (const [index, event] of history.events.entries()) {
    if (isTurningPoint(event)) open = new Map()
    const { moved, answered } = movedBy(event, ledger)
    const line = groupOf(history, event, index, { lost, moved, answered })
    if (line === null) continue
    const joined = open.get(line.key)
    if (joined === undefined) {
      groups.push(line)
      open.set(line.key, line)
    } else {
      joined.orderIds.push(...line.orderIds)
      joined.parts.push(...line.parts)
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

/** What one event has answered: deliveries, which are settled or back in their queue, and publishes. */
function movedBy(event: HistoryEvent, ledger: RunningLedger): { moved: string[]; answered: string[] } {
  const before = event.kind === 'ack' || event.kind === 'nack' ? ledger.read().unacknowledged : new Set<string>()
  const answered = ledger.write(event)
  return { moved: before.size === 0 ? [] : [...before.difference(ledger.read().unacknowledged)], answered }
}

function groupOf(history: History, event: HistoryEvent, index: number, known: Known): Group | null {
  const ofService = history.candidate === 'order-service' ? orderServiceLine(history, event, index, known) : null
  const line = ofService ?? lineOf(history, event, index, known)
  if (line === null) return null
  const orderIds = line.about ?? ('orderId' in event && event.orderId !== null ? [event.orderId] : [])
  const actor = line.actor ?? event.actor
  const show = line.show ?? { as: actor.includes(' → ') ? 'frame' : 'note' }
  return { ...line, atMs: event.atMs, actor, orderIds: [...orderIds], parts: [{ index, orderIds }], show }
}
