import { describe, expect, it } from 'vitest'
import type { CodeName } from './codes.ts'
import * as by from './histories.ts'
import { about, broker, first, historyOf, lab, orderService, type Row, second } from './histories.ts'
import type { FaultName, History, HistoryEvent } from './history.ts'
import { judge } from './judge.ts'

/** What a history earns: the code of a failure, else the outcome. */
function earned(history: History): string {
  const finding = judge(history)
  return finding.outcome === 'FAIL' ? finding.code : finding.outcome
}

/** A scenario of chapters 2 and 6 with three orders that are placed and claimed. */
const scenario = (faults: FaultName[], lossCode: CodeName) => {
  const load = [first(by.opens, by.consumes()), orderService(by.opens, by.places('1-3'), by.claims('1-3'))]
  return (...rows: Row[]) => historyOf({ ...about.warehouseDies, faults, lossCode }, [...load, ...rows])
}
const poison = scenario(['poison'], 'LOST_ON_FAILED_SHIPMENT')
const shipThrows = scenario(['ship-throws'], 'LOST_ON_FAILED_SHIPMENT')
const staleAck = scenario(['cut', 'SIGKILL'], 'LOST_BY_STALE_ACK')
const laterFirst = scenario(['SIGKILL'], 'LOST_BY_MULTIPLE_ACK')
const freezes = scenario(['SIGSTOP'], 'LOST_ON_RECONNECT')
const goodbye = scenario(['broker-shutdown'], 'LOST_ON_RECONNECT')

const newLine = { connection: 2 }
const quiet = first(by.quiet)
const shipAll = first(by.gets('1-3'), by.shipsAtOnce('1-3'), by.acks('1-3'))
const end = (orders = '') => lab(by.left(orders))
const drained = lab(by.drained, by.left(''))
const killed = first(by.kill('2'), by.tcpCloses(2), by.ended)
const secondShips = (orders: string) =>
  second(
    by.starts,
    by.opens,
    by.gets(orders, { again: true }),
    by.shipsAtOnce(orders),
    by.acks(`1-${by.ids(orders).length}`),
  )

// Chapter 2: #2 can't be shipped, ever, or once.
const poisoned = first(by.gets('1-3'), by.ships('2'), by.breaks('poison', '2'), by.triesAgain('2', 400))
const othersDone = first(by.shipsAtOnce('1 3'), by.acks('1 3'))
const tries = (count: number, pauseMs: number) =>
  first(Array.from({ length: count }, () => by.triesAgain('2', pauseMs)).flat())
const watched = [lab(by.drained), end('2')]
const throws = first(by.gets('1-3'), by.ships('2'), by.breaks('ship-throws', '2'), {
  ...{ kind: 'ship-rejected', orderId: 'order-2', message: 'the door is jammed' },
})

// Chapter 6: on the new connection tag 1 is #2, for #1 is with somebody else.
const holds = first(by.gets('1-3'), by.ships('1-3'))
const isCut = first(by.breaks('cut'), by.tcpCloses(), by.healed, by.connectsAgain)
const comeAgain = first(by.consumes('orders', newLine), by.gets('2-3', { ...newLine, again: true }))
const skips = first(by.acks('1-2', newLine))
const oneIsShipped = first(by.shipped('1'))
const lateAck = first(by.acks('1', newLine))
const shipsAgain = first(by.ships('2-3'))

// Chapter 6: the connection is lost while #2 is in hand.
const work = first(by.gets('1-3'), by.shipsAtOnce('1'), by.acks('1'), by.ships('2'))
const isStopped = first(by.breaks('SIGSTOP', '2'))
const saysGoodbye = broker(by.breaks('broker-shutdown'))
const connectionEnds = first(by.connectionCloses())
const isBack = broker(by.servesAgain)
const shipsOnNewLine = first(
  ...[by.connectsAgain, by.consumes('orders', newLine), by.gets('2-3', { ...newLine, again: true })],
  ...[by.shipsAtOnce('2-3'), by.acks('1-2', newLine)],
)
const lostLine = [work, saysGoodbye, connectionEnds, isBack]
const thaws = [work, isStopped, secondShips('2-3'), first(by.healed, by.shipped('2'), by.tcpCloses())]

const toDeadLetters = [first(by.drops('2')), lab(by.drained), lab(by.left('2', 'dead'))]
const onceMore = first(by.nacks('2'), by.gets('2', { firstTag: 4 }), by.shipsAtOnce('2'), by.acks('4'))
const dropsOldAck = [comeAgain, oneIsShipped, shipsAgain, killed]
const threeIsDone = first(by.shipsAtOnce('3'), by.acks('3'))

/** One day for each scenario on which the promise held. */
const days = {
  'one order is poisoned': poison(poisoned, othersDone, tries(9, 400), ...watched),
  'it went to a dead-letter queue': poison(poisoned, othersDone, ...toDeadLetters),
  'ship() throws': shipThrows(throws, othersDone, onceMore, drained),
  'an old ack is dropped': staleAck(holds, isCut, ...dropsOldAck, secondShips('1-3'), drained),
  'a later order is first': laterFirst(work, threeIsDone, killed, secondShips('2'), drained),
  'a warehouse freezes': freezes(...thaws, first(by.connectsAgain), drained),
  'the broker says goodbye': goodbye(...lostLine, shipsOnNewLine, drained),
} satisfies Record<string, History>

describe('a day on which the promise held', () => {
  const each = Object.entries(days)
  const without = (history: History, gone: HistoryEvent['kind']) =>
    earned({ ...history, events: history.events.filter(({ kind }) => kind !== gone) })

  it.each(each)('%s: PASS', (_, history) => {
    expect(judge(history)).toEqual({ outcome: 'PASS' })
  })

  it.each(each)('%s, and no evidence of it: no PASS', (_, history) => {
    expect(earned({ ...history, events: [] })).toBe('TOOL_ERROR')
    expect(without(history, 'placing')).toBe('TOOL_ERROR')
    expect(without(history, 'claimed')).toBe('TOOL_ERROR')
    expect(without(history, 'left-in-queue')).toBe('TOOL_ERROR')
    expect(without(history, 'shipped')).toMatch(/^LOST/)
    expect(without(history, 'shipping')).toBe('INCONCLUSIVE')
    expect(without(history, 'fault')).toMatch(/^(INCONCLUSIVE|LOST_ON_FAILED_SHIPMENT)$/)
  })

  it('no sign that the broker came back', () => {
    expect(without(days['the broker says goodbye'], 'broker-back')).toBe('TOOL_ERROR')
  })

  it.each(['cut', 'SIGKILL'] as const)('an old ack is dropped, without the fault %s', (fault) => {
    const { events, ...rest } = days['an old ack is dropped']
    const left = events.filter((event) => !(event.kind === 'fault' && event.fault === fault))
    expect(earned({ ...rest, events: left })).toBe('INCONCLUSIVE')
  })
})

// What each day has in common, and then how it goes on.
const poisonedDay = (...rows: Row[]) => poison(poisoned, ...rows)
const throwDay = (...rows: Row[]) => shipThrows(throws, othersDone, ...rows)
const cutDay = (...rows: Row[]) => staleAck(holds, isCut, ...rows)
const lostLineDay = (...rows: Row[]) => goodbye(...lostLine, ...rows)
const allUpTo3 = first(by.shipsAtOnce('3'), by.acks('3', { multiple: true }))
const othersShipped = first(by.shipsAtOnce('1 3'))
const opensIdle = second(by.opens, by.quiet)
const cannotOpen = second(by.connects, by.deadline('open'))
const exits = first(by.exits())
const turnedAwayTwice = first(by.isTurnedAway, by.isTurnedAway)
const skipsOnNewLine = first(by.connectsAgain, by.gets('2-3', { ...newLine, again: true }), by.acks('1-2', newLine))
const consumesAgain = first(by.connectsAgain, by.consumes('orders', newLine))
const fourth = orderService(by.places('4'), by.claims('4'))
const timeIsUp = first(by.deadline('the end of all orders'))

const newToIt = first(by.consumes('orders', newLine), by.gets('2-3', newLine))
const secondSkips = second(by.opens, by.gets('2-3', { again: true }), by.acks('1-2'), by.quiet)
const tcpEnds = first(by.tcpCloses())
/** #2 and #3 are on their way for the second time when an ack comes. */
const hitBy = (ack: Row) => [comeAgain, first(by.ships('2')), oneIsShipped, ack, killed]

const cases: Record<string, [day: typeof poison, [earns: string, story: string, rows: Row[]][]]> = {
  'an order that can’t be shipped': [
    poisonedDay,
    [
      ['PASS', 'it is tried ten times, with pauses', [othersDone, tries(10, 100), ...watched]],
      ['PASS', 'a few hasty tries', [othersDone, tries(5, 0), ...watched]],
      ['GOES_IN_CIRCLES', 'six tries without a pause', [othersDone, tries(6, 89), ...watched]],
      ['GOES_IN_CIRCLES', 'so many that there was no end', [tries(6, 0), quiet, end('1-3')]],
      ['LOST_ON_FAILED_SHIPMENT', 'it was dropped', [othersDone, first(by.drops('2')), drained]],
      ['LOST_ON_FAILED_SHIPMENT', 'it was acknowledged', [othersDone, first(by.acks('2')), drained]],
      ['STALLED', 'the others wait for it', [quiet, end('1-3')]],
      ['NEVER_SETTLED', 'the others were not acknowledged', [othersShipped, quiet, end('1-3')]],
      ['EXITED', 'it takes the process with it', [exits, end('1-3')]],
    ],
  ],
  'ship() throws': [
    throwDay,
    [
      ['LOST_ON_FAILED_SHIPMENT', 'and the order is acknowledged', [first(by.acks('2')), quiet, end()]],
      ['STALLED', 'and the order is never settled', [quiet, end('2')]],
      ['EXITED', 'and nobody catches it', [exits, end('2')]],
    ],
  ],
  'an ack comes too late': [
    cutDay,
    [
      ['LOST_BY_STALE_ACK', 'and hits another order', [...hitBy(lateAck), secondShips('1 3'), drained]],
      ['LOST_BY_STALE_ACK', 'the same, and the rest waits', [...hitBy(lateAck), end('1 3')]],
      ['LOST_BY_STALE_ACK', 'one is skipped, another is hit', [...hitBy(skips), secondShips('1'), drained]],
      ['LOST_BY_STALE_ACK', 'a lost order never came again', [oneIsShipped, killed, end('1')]],
      [
        'LOST_BY_STALE_ACK',
        'what came for the first time is skipped',
        [newToIt, skips, oneIsShipped, killed, end('1')],
      ],
      ['LOST_ON_RECONNECT', 'what came again is skipped', [comeAgain, skips, oneIsShipped, killed, end('1')]],
      ['EXITED', 'and throws', [comeAgain, oneIsShipped, exits, end('1-3')]],
      ['DID_NOT_OPEN', 'and the next one can’t open', [comeAgain, killed, cannotOpen, end('1-3')]],
    ],
  ],
  'a later order is done first': [
    laterFirst,
    [
      ['LOST_BY_MULTIPLE_ACK', 'its ack covers the first one', [work, allUpTo3, killed, second(by.opens), drained]],
      ['LOST_BY_MULTIPLE_ACK', 'skipping has no code of its own here', [work, killed, secondSkips, drained]],
      ['STALLED', 'nothing is taken over', [work, killed, opensIdle, end('2-3')]],
      ['INCONCLUSIVE', 'nothing was in hand', [shipAll, killed, drained]],
    ],
  ],
  'the connection is lost': [
    lostLineDay,
    [
      ['NEVER_RECONNECTED', 'it does not notice', [quiet, end('2-3')]],
      ['NEVER_RECONNECTED', 'its attempts fail', [turnedAwayTwice, quiet, end('2-3')]],
      ['NEVER_RECONNECTED', 'it connects, and does not consume', [first(by.connectsAgain), quiet, end('2-3')]],
      ['NEVER_RECONNECTED', 'and time was up', [timeIsUp, end('2-3')]],
      ['STALLED', 'it consumes again, and ships nothing', [consumesAgain, quiet, end('2-3')]],
      ['STALLED', 'nobody saw it go quiet', [end('2-3')]],
      ['LOST_ON_RECONNECT', 'what came again is skipped', [skipsOnNewLine, quiet, end()]],
      ['EXITED', 'and nobody listens', [exits, end('2-3')]],
      ['TOOL_ERROR', 'and the lab’s order service fails', [orderService(by.exits()), end('2-3')]],
    ],
  ],
  'the broker was stopped': [
    goodbye,
    [
      ['STALLED', 'only the end of the play closes', [work, saysGoodbye, isBack, quiet, tcpEnds, end('2-3')]],
      ['INCONCLUSIVE', 'when all was done', [shipAll, saysGoodbye, isBack, drained]],
    ],
  ],
  'a warehouse was frozen': [
    freezes,
    [
      ['NEVER_RECONNECTED', 'and does not come back', [...thaws, fourth, quiet, end('4')]],
      ['STALLED', 'and nobody gets its orders', [work, isStopped, opensIdle, end('2-3')]],
      ['LOST_ON_RECONNECT', 'and they are skipped', [work, isStopped, secondSkips, quiet, end()]],
    ],
  ],
}

describe.each(Object.entries(cases))('%s', (_, [day, stories]) => {
  it.each(stories)('%s: %s', (earns, _story, rows) => {
    expect(earned(day(...rows))).toBe(earns)
  })
})

it.each<[answer: string, history: History]>([
  [
    'NEVER_RECONNECTED: warehouse-1 lost its connection and never consumed again; it has not tried to connect since; 2 orders wait',
    lostLineDay(quiet, end('2-3')),
  ],
  [
    'NEVER_RECONNECTED: warehouse-1 lost its connection and never consumed again; it has tried to connect 2 times since; 2 orders wait',
    lostLineDay(turnedAwayTwice, quiet, end('2-3')),
  ],
  ['NEVER_SETTLED: 2 orders were shipped and never acknowledged', poisonedDay(othersShipped, quiet, end('1-3'))],
])('%s', (answer, history) => {
  const finding = judge(history)
  expect(finding.outcome === 'FAIL' && `${finding.code}: ${finding.reason}`).toBe(answer)
})
