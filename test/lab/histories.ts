import type { FaultName, History, HistoryEvent, LabEvent } from './history.ts'
import { OrderNumbers } from './order-numbers.ts'
import type { WireEvent } from './wire/events.ts'

/** One line of a history that is written by hand: when, whose, and what. */
export type Row = [atMs: number, actor: string, ...events: Events]
type Told = LabEvent | WireEvent
type Events = (Told | Told[])[]

// Rows at the usual moments of a day on which a warehouse dies.
export const first = (...events: Events): Row => [480, 'warehouse-1', ...events]
export const second = (...events: Events): Row => [689, 'warehouse-2', ...events]
export const orderService = (...events: Events): Row => [476, 'order-service', ...events]
export const lab = (...events: Events): Row => [746, 'lab', ...events]
export const broker = (...events: Events): Row => [600, 'broker', ...events]
/** The order service that takes the place of a dead one. */
export const nextService = (...events: Events): Row => [700, 'order-service-2', ...events]

/** Some orders by their numbers: '7', '1-3', '1-3 9'. */
type Orders = string

const orderCount = 20

const warehouseDies: Omit<History, 'events'> = {
  scenario: 'warehouse-dies',
  title: 'a warehouse dies while it ships',
  seed: 7431,
  candidate: 'warehouse',
  faults: ['SIGKILL'],
  lossCode: 'LOST_ON_CONSUMER_CRASH',
  orderIds: Array.from({ length: orderCount }, (_, index) => `order-${index + 1}`),
  strain: [],
}

/** The scenarios of chapter 1, without their plays. */
export const about = {
  warehouseDies,
  sunnyDay: {
    ...{ ...warehouseDies, scenario: 'sunny-day', title: 'every order is shipped on a sunny day' },
    ...{ faults: [], lossCode: 'LOST_WITHOUT_FAULT' },
  },
  truckIsFullOnce: {
    ...{ ...warehouseDies, scenario: 'truck-is-full-once', title: 'a truck is full once' },
    ...{ faults: ['ship-rejects'], lossCode: 'LOST_ON_FAILED_SHIPMENT' },
  },
} satisfies Record<string, Omit<History, 'events'>>

/** Writes a history by hand. */
export function historyOf(scenario: Omit<History, 'events'>, rows: Row[]): History {
  const events = rows.flatMap(([atMs, actor, ...told]) =>
    told.flat().map((event) => ({ atMs, actor, ...event }) as HistoryEvent),
  )
  return { ...scenario, events }
}

/** '1-3 9' as order ids. */
export function ids(orders: Orders): string[] {
  return numbersIn(orders).map((number) => `order-${number}`)
}

/** Order ids as a reader sees them: '#1 … #3 #9'. */
export const text = (orderIds: Iterable<string>) => new OrderNumbers(warehouseDies.orderIds).text(orderIds)

function numbersIn(orders: Orders): number[] {
  return orders.split(' ').flatMap((run) => {
    if (run === '') return []
    const [first = 0, last = first] = run.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
}

const each = (orders: Orders, event: (orderId: string) => LabEvent) => ids(orders).map(event)

// What a role does. Wire events are on channel 1 of connection 1, unless they say otherwise.
interface Place {
  connection?: number
  channel?: number
}
const placed = ({ connection = 1, channel = 1 }: Place = {}) => ({ connection, channel })

export const starts: Told = { kind: 'role-started' }
export const connects: Told = { connection: 1, kind: 'tcp-open' }
export const connectsAgain: Told = { connection: 2, kind: 'tcp-open' }
export const isTurnedAway: Told = { connection: 2, kind: 'tcp-refused' }
/** `openWarehouse` resolves; nothing says that it has been at the broker. */
export const opensOnly: Told = { kind: 'role-opened' }
export const opens: Told[] = [connects, opensOnly]
export const places = (orders: Orders) => each(orders, (orderId) => ({ kind: 'placing', orderId }))
export const claims = (orders: Orders) => each(orders, (orderId) => ({ kind: 'claimed', orderId }))
export const refuses = (orders: Orders, message = 'Error: the channel is closed') =>
  each(orders, (orderId) => ({ kind: 'not-claimed', orderId, message }))

/** What the order service sends: sequences count from `firstSequence`, and are null outside of confirm mode. */
export const sends = (
  orders: Orders,
  how: Place & { exchange?: string; queue?: string; firstSequence?: number | null; transient?: true } = {},
): WireEvent[] =>
  ids(orders).map((orderId, index) => ({
    ...{ ...placed(how), kind: 'publish', exchange: how.exchange ?? '', routingKey: how.queue ?? 'orders', orderId },
    ...{ sequence: how.firstSequence === null ? null : (how.firstSequence ?? 1) + index },
    ...{ mandatory: false, persistent: !how.transient },
  }))

/** The same, to the default exchange unless another one is named: there the routing key is the queue. */
export const publishes = (orders: Orders, exchange = ''): WireEvent[] => sends(orders, { exchange })

type Answer = (tags: string, how?: Place & { multiple?: boolean }) => WireEvent[]
const answers =
  (kind: 'confirm' | 'confirm-kept' | 'refuse'): Answer =>
  (tags, { multiple = false, ...at } = {}) =>
    numbersIn(tags).map((tag) => ({ ...placed(at), kind, tag, multiple }))

/** The broker takes what was published. `tags`: one by one, '1-3', or with `multiple`, all up to each. */
export const confirms = answers('confirm')
/** The same, and the lab keeps it back. */
export const confirmsKept = answers('confirm-kept')
/** The broker does not take what was published. */
export const nacked = answers('refuse')

export const consumes = (queue = 'orders', at?: Place): WireEvent => ({
  ...{ ...placed(at), kind: 'consuming', consumerTag: 'tag', queue, noAck: false },
})
export const declares = (queue = 'orders'): WireEvent => ({
  ...{ ...placed(), kind: 'queue-declared', queue, ready: 0, consumers: 0 },
})
export const deletes = (queue = 'orders'): WireEvent => ({ ...placed(), kind: 'delete-queue', queue })
export const purges = (queue = 'orders'): WireEvent => ({ ...placed(), kind: 'purge-queue', queue })

/** The broker delivers to the role: tags count from `firstTag`. */
export const gets = (
  orders: Orders,
  how: Place & { firstTag?: number; noAck?: true; again?: true } = {},
): WireEvent[] =>
  ids(orders).map((orderId, index) => ({
    ...{ ...placed(how), kind: 'deliver', tag: (how.firstTag ?? 1) + index, orderId },
    ...{ noAck: how.noAck ?? false, redelivered: how.again ?? false, queue: 'orders', got: false },
  }))

/** `tags`: one by one, '1-3', or with `multiple`, all up to each. */
export const acks = (tags: string, { multiple = false, ...at }: Place & { multiple?: boolean } = {}): WireEvent[] =>
  numbersIn(tags).map((tag) => ({ ...placed(at), kind: 'ack', tag, multiple }))

/** Gives deliveries back to the queue. */
export const nacks = (tags: string, { multiple = false, ...at }: Place & { multiple?: boolean } = {}): WireEvent[] =>
  numbersIn(tags).map((tag) => ({ ...placed(at), kind: 'nack', tag, multiple, requeue: true }))

/** Rejects deliveries for good. */
export const drops = (tags: string, { multiple = false, ...at }: Place & { multiple?: boolean } = {}): WireEvent[] =>
  numbersIn(tags).map((tag) => ({ ...placed(at), kind: 'nack', tag, multiple, requeue: false }))

export const channelOpens = (at?: Place): WireEvent => ({ ...placed(at), kind: 'channel-open' })
export const channelCloses = (at?: Place): WireEvent => ({
  ...{ ...placed(at), kind: 'channel-close', by: 'broker', code: 406, text: 'PRECONDITION_FAILED' },
})
export const connectionCloses = (connection = 1): WireEvent => ({
  ...{ connection, kind: 'connection-close', by: 'client', code: 200, text: 'Goodbye' },
})
export const tcpCloses = (connection = 1): WireEvent => ({ connection, kind: 'tcp-closed', by: 'client' })

/** Calls `ship()`, which has not answered yet. */
export const ships = (orders: Orders) => each(orders, (orderId) => ({ kind: 'shipping', orderId, held: true }))
/** `ship()` resolves. */
export const shipped = (orders: Orders) => each(orders, (orderId) => ({ kind: 'shipped', orderId }))
/** Calls `ship()`, and it resolves. */
export const shipsAtOnce = (orders: Orders) =>
  ids(orders).flatMap((orderId): LabEvent[] => [
    { kind: 'shipping', orderId, held: false },
    { kind: 'shipped', orderId },
  ])
/** The fault of a full truck: `ship()` rejects. */
export const truckIsFull = (order: Orders) =>
  ids(order).flatMap((orderId): LabEvent[] => [
    { kind: 'shipping', orderId, held: false },
    { kind: 'fault', fault: 'ship-rejects', orderId },
    { kind: 'ship-rejected', orderId, message: 'the truck is full' },
  ])

/** The lab kills the role; `orders`: what it shows as the order in hand. */
export const kill = (orders: Orders): LabEvent => ({ kind: 'fault', fault: 'SIGKILL', orderId: ids(orders)[0] ?? null })
/** The lab breaks something; `orders`: what it shows as the order that is hit. */
export const breaks = (fault: FaultName, orders: Orders = ''): LabEvent => ({
  ...{ kind: 'fault', fault, orderId: ids(orders)[0] ?? null },
})
export const healed: LabEvent = { kind: 'healed' }
export const servesAgain: LabEvent = { kind: 'broker-back' }
/** A try of `ship()`, so long after it was rejected. */
export const triesAgain = (order: Orders, pauseMs: number) =>
  ids(order).flatMap((orderId): LabEvent[] => [
    { kind: 'shipping', orderId, held: false, pauseMs },
    { kind: 'ship-rejected', orderId, message: 'no such address' },
  ])
export const ended: LabEvent = {
  ...{ kind: 'role-exited', expected: true, exitCode: null, signal: 'SIGKILL', output: [] },
}
export const exits = (output: string[] = []): LabEvent => ({
  ...{ kind: 'role-exited', expected: false, exitCode: 1, signal: null, output },
})
export const unusable = (phase: 'load' | 'export' | 'open', message: string): LabEvent => ({
  kind: 'role-unusable',
  phase,
  message,
})
export const blocked: LabEvent = { kind: 'role-blocked', how: 'busy', seconds: 4 }
export const outOfMemory: LabEvent = { kind: 'role-out-of-memory', megabytes: 512 }
export const hungUp: LabEvent = { kind: 'role-hung-up' }
export const flood: LabEvent = { kind: 'flood', events: 10_000 }
export const quiet: LabEvent = { kind: 'quiet', turns: 81, waitedFor: 'the end of all orders' }
export const deadline = (waitedFor: string): LabEvent => ({ kind: 'deadline', waitedFor, seconds: 15 })
export const givesUp = (waitedFor: string): LabEvent => ({ kind: 'quiet', turns: 401, waitedFor })
export const drained: LabEvent = { kind: 'drained' }
export const left = (orders: Orders, queue = 'orders'): LabEvent => ({
  ...{ kind: 'left-in-queue', queue, orderIds: ids(orders) },
})

const opening: Row[] = [
  [2, 'warehouse-1', starts],
  [281, 'warehouse-1', opens],
  [285, 'order-service', starts],
  [476, 'order-service', opens, places('1-20')],
]
const claimed: Row = [494, 'order-service', claims('1-20')]
const dies: Row[] = [
  [551, 'warehouse-1', kill('8')],
  [555, 'warehouse-1', tcpCloses(), ended],
  [558, 'warehouse-2', starts],
]
const ending = (inQueue = ''): Row[] => [
  [2742, 'order-service', tcpCloses(), ended],
  [2746, 'lab', left(inQueue)],
]
const noAckAndDeath: Row[] = [
  ...opening,
  [480, 'warehouse-1', gets('1', { noAck: true }), shipsAtOnce('1'), gets('2-20', { noAck: true, firstTag: 2 })],
  [483, 'warehouse-1', shipsAtOnce('2-7'), ships('8-20')],
  ...[claimed, ...dies],
  [689, 'warehouse-2', opens],
  [1002, 'warehouse-2', quiet, tcpCloses(), ended],
  ...ending(),
]
const truckOfNine: Row[] = [
  ...opening,
  [480, 'warehouse-1', gets('1'), shipsAtOnce('1'), acks('1'), gets('2-20', { firstTag: 2 })],
  [483, 'warehouse-1', shipsAtOnce('2-8'), truckIsFull('9'), shipsAtOnce('10-20')],
  claimed,
]

/** What the candidates of chapter 1 do, written after real runs of seed 7431. The key of a wrong fix is its file. */
export const chapterOne = {
  exercise: historyOf(about.warehouseDies, noAckAndDeath),
  solution: historyOf(about.warehouseDies, [
    ...opening,
    [480, 'warehouse-1', gets('1'), shipsAtOnce('1'), acks('1'), gets('2-8', { firstTag: 2 })],
    [484, 'warehouse-1', shipsAtOnce('2-7'), ships('8'), acks('2-7'), gets('9-17', { firstTag: 9 }), ships('9-17')],
    ...[claimed, ...dies],
    [689, 'warehouse-2', gets('8-17', { again: true }), opens, shipsAtOnce('8-17'), acks('1-10')],
    [691, 'warehouse-2', gets('18-20', { firstTag: 11 }), shipsAtOnce('18-20'), acks('11-13')],
    [736, 'lab', drained],
    [742, 'warehouse-2', tcpCloses(), ended],
    ...ending(),
  ]),
  'ack-in-finally': historyOf(about.truckIsFullOnce, [
    ...truckOfNine,
    [511, 'warehouse-1', acks('2-20')],
    [2530, 'warehouse-1', quiet, tcpCloses(), ended],
    ...ending(),
  ]),
  'ack-on-receipt': historyOf(about.warehouseDies, [
    ...opening,
    [480, 'warehouse-1', gets('1'), shipsAtOnce('1'), acks('1'), gets('2-20', { firstTag: 2 })],
    [483, 'warehouse-1', shipsAtOnce('2-7'), ships('8-20'), acks('2-20')],
    ...[claimed, ...dies],
    [689, 'warehouse-2', opens],
    [1002, 'warehouse-2', quiet, tcpCloses(), ended],
    ...ending(),
  ]),
  'exit-on-error': historyOf(about.truckIsFullOnce, [
    ...truckOfNine,
    [505, 'warehouse-1', tcpCloses(), exits(['Error: the truck is full'])],
    ...ending('2-20'),
  ]),
  'never-ack': historyOf(about.sunnyDay, [
    ...opening,
    [480, 'warehouse-1', gets('1-20'), shipsAtOnce('1-20')],
    claimed,
    [2669, 'warehouse-1', quiet, tcpCloses(), ended],
    ...ending('1-20'),
  ]),
  'prefetch-only': historyOf(about.warehouseDies, [
    [277, 'warehouse-1', { connection: 1, channel: 1, kind: 'qos', prefetch: 1, global: false }],
    ...noAckAndDeath,
  ]),
  'reject-without-requeue': historyOf(about.truckIsFullOnce, [
    ...truckOfNine,
    [511, 'warehouse-1', acks('2-8'), drops('9'), acks('10-20')],
    [2530, 'warehouse-1', quiet, tcpCloses(), ended],
    ...ending(),
  ]),
  'sigterm-handler': historyOf(about.warehouseDies, noAckAndDeath),
  'skip-redelivered': historyOf(about.warehouseDies, [
    ...opening,
    [480, 'warehouse-1', gets('1-20'), shipsAtOnce('1-7'), ships('8-20'), acks('1-7')],
    ...[claimed, ...dies],
    [689, 'warehouse-2', gets('8-20', { again: true }), opens, acks('1-13')],
    [2530, 'warehouse-2', quiet, tcpCloses(), ended],
    ...ending(),
  ]),
}
