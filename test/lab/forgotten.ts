import type { FaultName, History } from './history.ts'
import { ledgerOf } from './ledger.ts'

/** Faults after which every ack that was seen on a wire has come to the broker, or its connection is gone there, too. */
const harmless: readonly FaultName[] = ['SIGKILL', 'ship-rejects', 'ship-throws', 'poison']

/**
 * Orders that the broker has forgotten: published once, and settled by an ack or by a delivery that needed none. Once the
 * consumers are gone there, none of them can come back, and nobody needs to wait for one. Whatever may make another copy,
 * or bring one back, keeps all orders out of it: a second publish, a drop that a dead-letter exchange may have taken, a
 * broken network, a reboot.
 */
export function forgotten({ events }: Pick<History, 'events'>): Set<string> {
  const publishes = new Map<string, number>()
  for (const event of events) {
    if (event.kind === 'fault' && !harmless.includes(event.fault)) return new Set()
    if (event.kind === 'nack' && !event.requeue) return new Set()
    if (event.kind !== 'publish' || event.orderId === null) continue
    publishes.set(event.orderId, (publishes.get(event.orderId) ?? 0) + 1)
  }
  const { settled, unacknowledged } = ledgerOf({ events })
  const once = [...settled.keys()].filter((orderId) => publishes.get(orderId) === 1)
  return new Set(once).difference(unacknowledged)
}
