import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as by from './histories.ts'
import { about, chapterOne, historyOf, type Row } from './histories.ts'
import type { History, HistoryEvent, LabEvent } from './history.ts'
import { judge } from './judge.ts'
import { orderServiceDays } from './order-service-days.ts'
import { propertyRuns } from './property-runs.ts'
import type { WireEvent } from './wire/events.ts'

const outcomeOf = (history: History) => judge(history).outcome
/** '1 3 4' */
const orders = (numbers: Iterable<number>) => [...numbers].join(' ')
const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)

/** A day on which a warehouse dies with orders in hand, and another one ships the rest: any size, any moment. */
const warehouseDay: fc.Arbitrary<History> = fc
  .record({
    placed: fc.integer({ min: 2, max: 20 }),
    /** Shares: how much was shipped, acknowledged and in hand when it died. */
    shipped: fc.double({ min: 0, max: 0.99, noNaN: true }),
    acked: fc.double({ min: 0, max: 1, noNaN: true }),
    inHand: fc.double({ min: 0, max: 1, noNaN: true }),
    multiple: fc.boolean(),
    lateClaims: fc.boolean(),
  })
  .map((day) => {
    const shipped = Math.floor(day.shipped * day.placed)
    const acked = Math.floor(day.acked * shipped)
    const held = 1 + Math.floor(day.inHand * (day.placed - shipped - 1))
    const all = orders(range(1, day.placed))
    const again = range(acked + 1, day.placed)
    const tags = day.multiple && acked > 0 ? by.acks(`${acked}`, { multiple: true }) : by.acks(orders(range(1, acked)))
    const claims: Row = [494, 'order-service', by.claims(all)]
    const rows: Row[] = [
      [2, 'warehouse-1', by.starts, by.opens, by.declares(), by.consumes()],
      [
        285,
        'order-service',
        by.starts,
        by.opens,
        by.places(all),
        by.sends(all),
        by.confirms(orders(range(1, day.placed))),
      ],
      ...(day.lateClaims ? [] : [claims]),
      [480, 'warehouse-1', by.gets(all), by.shipsAtOnce(orders(range(1, shipped))), tags],
      [483, 'warehouse-1', by.ships(orders(range(shipped + 1, shipped + held)))],
      ...(day.lateClaims ? [claims] : []),
      [551, 'warehouse-1', by.kill(`${shipped + 1}`), by.tcpCloses(), by.ended],
      [689, 'warehouse-2', by.starts, by.opens, by.gets(orders(again), { again: true }), by.shipsAtOnce(orders(again))],
      [691, 'warehouse-2', by.acks(orders(range(1, again.length)))],
      [736, 'lab', by.drained],
      [742, 'warehouse-2', by.tcpCloses(), by.ended],
      [746, 'lab', by.left('')],
    ]
    return historyOf(about.warehouseDies, rows)
  })

/** A history that passes: one of the model, or one of those that are written by hand. */
const goodDay: fc.Arbitrary<History> = fc.oneof(
  { weight: 3, arbitrary: warehouseDay },
  { weight: 1, arbitrary: fc.constantFrom(chapterOne.solution, ...Object.values(orderServiceDays)) },
)

const someOrder = fc.integer({ min: 1, max: 21 }).map(String)
const someTag = fc.integer({ min: 0, max: 21 }).map(String)
const anyEvent: fc.Arbitrary<LabEvent | WireEvent> = fc.oneof(
  someOrder.chain((order) =>
    fc.constantFrom<LabEvent | WireEvent>(
      ...[...by.places(order), ...by.claims(order), ...by.refuses(order), ...by.sends(order), ...by.gets(order)],
      ...[
        ...by.gets(order, { noAck: true }),
        ...by.gets(order, { again: true }),
        ...by.ships(order),
        ...by.shipped(order),
      ],
      ...[...by.truckIsFull(order), by.left(order), by.left(order, 'elsewhere'), by.kill(order)],
      ...[by.breaks('cut'), by.breaks('broker-SIGKILL'), by.breaks('half-open')],
    ),
  ),
  someTag.chain((tag) =>
    fc.constantFrom<LabEvent | WireEvent>(
      ...[
        ...by.acks(tag),
        ...by.acks(tag, { multiple: true }),
        ...by.nacks(tag),
        ...by.drops(tag),
        ...by.confirms(tag),
      ],
      ...[...by.nacked(tag), ...by.confirms(tag, { multiple: true })],
    ),
  ),
  fc.constantFrom<LabEvent | WireEvent>(
    ...[
      by.starts,
      by.connects,
      by.opensOnly,
      by.tcpCloses(),
      by.channelOpens(),
      by.channelCloses(),
      by.ended,
      by.exits(),
    ],
    ...[by.drained, by.quiet, by.healed, by.servesAgain, by.consumes(), by.declares(), by.deletes(), by.purges()],
  ),
)
const actor = fc.constantFrom('warehouse-1', 'warehouse-2', 'order-service', 'order-service-2', 'broker', 'lab')

/** What may go wrong with a history: events get lost, come twice, change places, or are of another day. */
type Change = (events: HistoryEvent[]) => HistoryEvent[]
const share = fc.double({ min: 0, max: 0.999, noNaN: true })
const at = (events: HistoryEvent[], where: number) => Math.floor(where * events.length)
const change: fc.Arbitrary<Change> = fc.oneof(
  share.map(
    (where): Change =>
      (events) =>
        events.toSpliced(at(events, where), 1),
  ),
  fc.tuple(share, share).map(
    ([from, to]): Change =>
      (events) => {
        const [moved] = events.slice(at(events, from))
        return moved === undefined ? events : events.toSpliced(at(events, from), 1).toSpliced(at(events, to), 0, moved)
      },
  ),
  share.map(
    (where): Change =>
      (events) =>
        events.toSpliced(at(events, where), 0, ...events.slice(at(events, where)).slice(0, 1)),
  ),
  fc.tuple(share, actor, anyEvent).map(
    ([where, who, event]): Change =>
      (events) =>
        events.toSpliced(at(events, where), 0, { atMs: 500, actor: who, ...event } as HistoryEvent),
  ),
  share.map(
    (where): Change =>
      (events) =>
        events.slice(0, at(events, where)),
  ),
)
const spoiledDay = fc.tuple(goodDay, fc.array(change, { minLength: 1, maxLength: 8 })).map(
  ([day, changes]): History => ({
    ...day,
    events: changes.reduce((events, spoil) => spoil(events), day.events),
  }),
)
const soup = fc.tuple(goodDay, fc.array(fc.tuple(actor, anyEvent), { maxLength: 40 })).map(
  ([day, events]): History => ({
    ...day,
    events: events.map(([who, event], index) => ({ atMs: index, actor: who, ...event }) as HistoryEvent),
  }),
)

/** Told anew and plainly: claimed, and at the end neither on a truck nor in a queue. */
function lostIn({ events }: History): string[] {
  const found = new Set(
    events.flatMap((event) => {
      if (event.kind === 'shipped') return [event.orderId]
      return event.kind === 'left-in-queue' ? event.orderIds : []
    }),
  )
  const claimed = events.flatMap((event) => (event.kind === 'claimed' ? [event.orderId] : []))
  return claimed.filter((orderId) => !found.has(orderId))
}

const has = ({ events }: History, kind: HistoryEvent['kind']) => events.some((event) => event.kind === kind)
/** A busy machine needs its time; fast-check bounds what it does by the number of cases. */
const timeoutMs = 60_000
const check = (name: string, property: () => fc.IRawProperty<unknown>) =>
  it(name, { timeout: timeoutMs }, () => fc.assert(property() as fc.IProperty<unknown>, propertyRuns))

describe('the judge, for any history', () => {
  check('a day of the model passes: what follows is not said of nothing', () =>
    fc.property(warehouseDay, (day) => {
      expect(judge(day)).toEqual({ outcome: 'PASS' })
    }),
  )

  check('with a lost claim is never a PASS', () =>
    fc.property(fc.oneof(spoiledDay, soup), (day) => {
      fc.pre(lostIn(day).length > 0)
      expect(outcomeOf(day)).not.toBe('PASS')
    }),
  )

  check('a good day on which orders vanish is a failure', () =>
    fc.property(warehouseDay, share, (day, which) => {
      const gone =
        day.orderIds[
          Math.floor(
            which * new Set(lostIn({ ...day, events: day.events.filter(({ kind }) => kind === 'claimed') })).size,
          )
        ]
      const events = day.events.filter((event) => !(event.kind === 'shipped' && event.orderId === gone))
      expect(judge({ ...day, events })).toMatchObject({ outcome: 'FAIL', code: 'LOST_ON_CONSUMER_CRASH' })
    }),
  )

  check('a PASS without its fault is none', () =>
    fc.property(goodDay, fc.nat(), (day, which) => {
      fc.pre(day.faults.length > 0)
      const fault = day.faults[which % day.faults.length]
      const events = day.events.filter((event) => !(event.kind === 'fault' && event.fault === fault))
      expect(outcomeOf({ ...day, events })).not.toBe('PASS')
    }),
  )

  check('empty, or cut off before the queues were emptied, is never a PASS', () =>
    fc.property(goodDay, share, (day, where) => {
      expect(outcomeOf({ ...day, events: [] })).not.toBe('PASS')
      const end = day.events.findIndex(({ kind }) => kind === 'left-in-queue')
      expect(outcomeOf({ ...day, events: day.events.slice(0, Math.floor(where * (end + 1))) })).not.toBe('PASS')
    }),
  )

  check('a PASS has all that a PASS needs', () =>
    fc.property(fc.oneof(goodDay, spoiledDay, soup), (day) => {
      if (outcomeOf(day) !== 'PASS') return
      expect(lostIn(day)).toEqual([])
      expect(has(day, 'placing') && has(day, 'claimed') && has(day, 'left-in-queue')).toBe(true)
      const faults = new Set(day.events.flatMap((event) => (event.kind === 'fault' ? [event.fault] : [])))
      expect(day.faults.filter((fault) => !faults.has(fault))).toEqual([])
      if (day.candidate === 'warehouse') expect(has(day, 'drained')).toBe(true)
    }),
  )

  check('on a machine that stood still is never a PASS', () =>
    fc.property(
      goodDay,
      fc.constantFrom('lab', 'broker', 'warehouse-1'),
      fc.integer({ min: 1_000, max: 60_000 }),
      (day, who, lateMs) => {
        expect(judge({ ...day, strain: [{ atMs: 1, who, lateMs }] })).toMatchObject({ outcome: 'INCONCLUSIVE' })
      },
    ),
  )

  check('asked twice says the same twice, and changes nothing in it', () =>
    fc.property(fc.oneof(goodDay, spoiledDay, soup), (day) => {
      const before = structuredClone(day)
      expect(judge(day)).toEqual(judge(day))
      expect(day).toEqual(before)
    }),
  )
})
