import type { FaultName, History, HistoryEvent } from '../history.ts'
import { ledgerOf } from '../ledger.ts'
import { isCandidate } from './finding.ts'

/** Whether the fault came while it could hurt somebody. */
export function hitWindow(history: History, fault: FaultName): boolean {
  return history.events.some((event, index) => {
    if (event.kind !== 'fault' || event.fault !== fault) return false
    if (history.candidate === 'order-service') return orderServiceWasHit(history, fault, event.actor, index)
    // An order was in the hands of the role that was hit, or of any warehouse where the broker was.
    const own = history.events.slice(0, index).filter(({ actor }) => actor === event.actor || event.actor === 'broker')
    return ledgerOf({ events: own }).inHand.size > 0
  })
}

/** What a fault must meet: orders at rest in the broker, or orders on their way to it. */
function orderServiceWasHit(history: History, fault: FaultName, hit: string, index: number): boolean {
  const isPublish = ({ kind, actor }: HistoryEvent) => kind === 'publish' && isCandidate(history, actor)
  const isPlacing = ({ kind }: HistoryEvent) => kind === 'placing'
  const before = history.events.slice(0, index)
  const since = before.slice(before.findLastIndex(({ kind }) => kind === 'fault') + 1)
  const during = whileItLasts(history.events.slice(index + 1))
  switch (fault) {
    case 'broker-SIGKILL':
    case 'broker-shutdown':
      return before.some(isPublish)
    case 'broker-frozen':
      return during.some(isPublish) || hasUnconfirmed(before)
    case 'half-open': {
      const lines = new Set(
        before.map((event) => (event.actor === hit && 'connection' in event ? event.connection : 0)),
      )
      return during.some((event) => isPublish(event) && 'connection' in event && lines.has(event.connection))
    }
    case 'offline':
      return during.some(isPlacing)
    case 'cut':
    case 'SIGKILL':
      return isCandidate(history, hit) ? since.some(isPlacing) : during.some(isPublish)
    default:
      return during.some(isPublish) // it goes on into the fault
  }
}

/** A fault lasts until it is mended, the next one comes, or somebody takes the place of the dead. */
function whileItLasts(after: HistoryEvent[]): HistoryEvent[] {
  const end = after.findIndex(({ kind }) => ['fault', 'healed', 'broker-back', 'role-started'].includes(kind))
  return end < 0 ? after : after.slice(0, end)
}

function hasUnconfirmed(events: HistoryEvent[]): boolean {
  const { confirmed } = ledgerOf({ events })
  return events.some((event) => event.kind === 'publish' && event.orderId !== null && !confirmed.has(event.orderId))
}
