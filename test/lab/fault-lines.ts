import type { Show } from '../../site/picture/scene.ts'
import type { FaultName } from './history.ts'

/** What the lab did, for a reader of the timeline. `orders`: those that were hit, '' for none. */
export const faultTexts: Record<FaultName, (orders: string) => string> = {
  SIGKILL: (orders) => (orders === '' ? 'SIGKILL' : `SIGKILL while it ships ${orders}`),
  SIGSTOP: (orders) => `is frozen (SIGSTOP) while it ships ${orders || 'nothing'}`,
  'ship-rejects': (orders) => `the truck is full: ship() rejects ${orders}`,
  'ship-throws': (orders) => `ship() throws at ${orders}, once`,
  poison: (orders) => `${orders} can't be shipped: ship() rejects it each time`,
  cut: () => 'the connection is reset',
  offline: () => 'the connection is reset, and new ones are refused',
  'half-open': () => 'the connection goes dead in both directions; nobody is told',
  'confirms-swallowed': () => 'nothing from the broker arrives any more',
  'publishes-swallowed': () => 'nothing reaches the broker any more',
  'confirms-merged': () => 'from here on one confirm answers many publishes',
  'queue-full': () => 'the queue is full, and refuses',
  'broker-SIGKILL': () => 'SIGKILL',
  'broker-shutdown': () => 'stops in good order: it says goodbye to its clients',
  'broker-frozen': () => 'freezes for 5 s',
}

/** How the picture shows what the lab did. */
export const faultShows: Record<FaultName, Show['as']> = {
  SIGKILL: 'crash',
  SIGSTOP: 'freeze',
  'ship-rejects': 'note',
  'ship-throws': 'note',
  poison: 'note',
  cut: 'break',
  offline: 'break',
  'half-open': 'break',
  'confirms-swallowed': 'break',
  'publishes-swallowed': 'break',
  'confirms-merged': 'note',
  'queue-full': 'note',
  'broker-SIGKILL': 'crash',
  'broker-shutdown': 'crash',
  'broker-frozen': 'freeze',
}
