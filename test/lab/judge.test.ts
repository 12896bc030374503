import { describe, expect, it } from 'vitest'
import {
  about,
  acks,
  chapterOne,
  claims,
  deadline,
  drained,
  drops,
  ended,
  exits,
  gets,
  historyOf,
  kill,
  left,
  nacks,
  opens,
  places,
  quiet,
  type Row,
  refuses,
  shipped,
  ships,
  shipsAtOnce,
  tcpCloses,
  truckIsFull,
  unusable,
} from './histories.ts'
import type { History } from './history.ts'
import { judge } from './judge.ts'

/** What a history earns: the code of a failure, else the outcome. */
function earned(history: History): string {
  const finding = judge(history)
  return finding.outcome === 'FAIL' ? finding.code : finding.outcome
}

const { warehouseDies, sunnyDay, truckIsFullOnce } = about
const anOrderService = { ...sunnyDay, candidate: 'order-service' as const }

// Three orders; the first warehouse has #1 on a truck and #2 in hand when it is killed.
const open: Row = [281, 'warehouse-1', opens]
const order: Row = [476, 'order-service', opens, places('1-3')]
const load: Row[] = [open, order]
const claim: Row = [494, 'order-service', claims('1-3')]
const work: Row = [480, 'warehouse-1', gets('1-3'), shipsAtOnce('1'), acks('1'), ships('2')]
const dies: Row[] = [
  [551, 'warehouse-1', kill('2')],
  [555, 'warehouse-1', tcpCloses(), ended],
]
const takeover: Row = [689, 'warehouse-2', opens, gets('2-3', { again: true }), shipsAtOnce('2-3'), acks('1-2')]
const drain: Row = [736, 'lab', drained]
const end = (inQueue = ''): Row => [746, 'lab', left(inQueue)]
const allShipped: Row = [480, 'warehouse-1', gets('1-3'), shipsAtOnce('1-3'), acks('1-3')]
const stuck: Row = [2669, 'warehouse-1', quiet]

const crash = historyOf(warehouseDies, [...load, work, claim, ...dies, takeover, drain, end()])
const sunny = historyOf(sunnyDay, [...load, allShipped, claim, drain, end()])

describe('a history that proves its promise', () => {
  it.each<[story: string, history: History]>([
    ['a sunny day', sunny],
    ['a warehouse dies, and a second one takes over', crash],
    [
      'a truck is full once, and the order goes back',
      historyOf(truckIsFullOnce, [
        ...[...load, claim],
        [
          480,
          'warehouse-1',
          gets('1-3'),
          shipsAtOnce('1'),
          truckIsFull('2'),
          shipsAtOnce('3'),
          acks('1 3'),
          nacks('2'),
        ],
        [481, 'warehouse-1', gets('2', { firstTag: 4, again: true }), shipsAtOnce('2'), acks('4')],
        ...[drain, end()],
      ]),
    ],
    [
      'an order is shipped twice: duplicates are allowed',
      historyOf(warehouseDies, [
        ...[...load, claim],
        [480, 'warehouse-1', gets('1-3'), shipsAtOnce('1'), ships('2-3'), shipped('3')],
        ...[...dies],
        [689, 'warehouse-2', opens, gets('1-3', { again: true }), shipsAtOnce('1-3'), acks('1-3')],
        ...[drain, end()],
      ]),
    ],
    [
      'an order that nobody placed is shipped as well',
      historyOf(sunnyDay, [...load, claim, allShipped, [482, 'warehouse-1', shipsAtOnce('9')], drain, end()]),
    ],
    [
      'the first kill missed, the second hit',
      historyOf(warehouseDies, [
        open,
        [300, 'warehouse-1', kill('')],
        order,
        work,
        claim,
        ...dies,
        takeover,
        drain,
        end(),
      ]),
    ],
    ['the solution of chapter 1', chapterOne.solution],
  ])('%s', (_, history) => {
    expect(judge(history)).toEqual({ outcome: 'PASS' })
  })
})

describe('a history that proves nothing', () => {
  it.each<[story: string, earns: string, history: History]>([
    ['nothing happened on a sunny day', 'TOOL_ERROR', historyOf(sunnyDay, [])],
    ['nothing happened, and a fault was due', 'TOOL_ERROR', historyOf(warehouseDies, [])],
    ['nothing but its end', 'TOOL_ERROR', historyOf(sunnyDay, [drain, end()])],
    ['no order was placed', 'TOOL_ERROR', historyOf(sunnyDay, [open, drain, end()])],
    ['only an order that nobody placed', 'TOOL_ERROR', historyOf(sunnyDay, [open, allShipped, drain, end()])],
    [
      "no claim: the lab's order service was refused",
      'TOOL_ERROR',
      historyOf(sunnyDay, [...[...load, [494, 'order-service', refuses('1-3')] satisfies Row, drain, end()]]),
    ],
    [
      "no claim: the lab's order service never heard",
      'TOOL_ERROR',
      historyOf(sunnyDay, [...load, allShipped, drain, end()]),
    ],
    ['the fault never came', 'INCONCLUSIVE', historyOf(warehouseDies, [...load, allShipped, claim, drain, end()])],
    [
      'another fault came',
      'INCONCLUSIVE',
      historyOf(
        truckIsFullOnce,
        crash.events.length > 0 ? [...load, work, claim, ...dies, takeover, drain, end()] : [],
      ),
    ],
    [
      'the fault came with nothing in hand',
      'INCONCLUSIVE',
      historyOf(warehouseDies, [...[...load, allShipped, claim, ...dies, drain, end()]]),
    ],
  ])('%s', (_, earns, history) => {
    expect(earned(history)).toBe(earns)
  })
})
