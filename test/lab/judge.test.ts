import { describe, expect, it } from 'vitest'
import * as by from './histories.ts'
import { about, first, historyOf, lab, orderService, type Row, second } from './histories.ts'
import type { History } from './history.ts'
import { judge } from './judge.ts'

const load = [first(by.opens), orderService(by.opens, by.places('1-3'))]
const claim = orderService(by.claims('1-3'))

/** Each scenario with three orders that are placed and claimed. */
const sunny = (...rows: Row[]) => historyOf(about.sunnyDay, [...load, claim, ...rows])
/** The same with a warehouse that never connects. */
const idle = (...rows: Row[]) =>
  historyOf(about.sunnyDay, [first(by.opensOnly), orderService(by.opens, by.places('1-3')), claim, ...rows])
const crash = (...rows: Row[]) => historyOf(about.warehouseDies, [...load, claim, ...rows])
const fullTruck = (...rows: Row[]) => historyOf(about.truckIsFullOnce, [...load, claim, ...rows])

/** A scenario in which nothing has happened yet. */
const bare = (...rows: Row[]) => historyOf(about.sunnyDay, rows)
const bareCrash = (...rows: Row[]) => historyOf(about.warehouseDies, rows)
const forOrderService = (...rows: Row[]) => ({ ...bare(...rows), candidate: 'order-service' as const })

// When it is killed, the first warehouse has #1 on a truck and #2 in hand.
const get = first(by.gets('1-3'))
const work = first(by.gets('1-3'), by.shipsAtOnce('1'), by.acks('1'), by.ships('2'))
const shipAll = first(by.gets('1-3'), by.shipsAtOnce('1-3'), by.acks('1-3'))
const dies = first(by.kill('2'), by.tcpCloses(), by.ended)
const redelivers = by.gets('2-3', { again: true })
const rest = second(by.opens, redelivers, by.shipsAtOnce('2-3'), by.acks('1-2'))
const truckIsFull = first(by.gets('1-3'), by.shipsAtOnce('1'), by.truckIsFull('2'), by.shipsAtOnce('3'), by.acks('1 3'))
const quiet = first(by.quiet)
const made = first(by.declares())
const publish = orderService(by.publishes('1-3'))
const present = first(by.shipsAtOnce('9'))
/** Three orders that are handed back as often as they come. */
const round = (times: number) =>
  first(Array.from({ length: times }, () => [...by.gets('1-3'), ...by.nacks('1-3')]).flat())
const exits = first(by.exits())
const orderServiceExits = orderService(by.exits())
const end = lab(by.left(''))
const drainAndEnd = lab(by.drained, by.left(''))

/** What a history earns: the code of a failure, else the outcome. */
function earned(history: History): string {
  const finding = judge(history)
  return finding.outcome === 'FAIL' ? finding.code : finding.outcome
}

const cases: Record<string, [earns: string, story: string, history: History][]> = {
  'the promise held': [
    ['PASS', 'a sunny day', sunny(shipAll, drainAndEnd)],
    ['PASS', 'a warehouse dies, the next takes over', crash(work, dies, rest, drainAndEnd)],
    [
      'PASS',
      'a truck is full, and the order goes back',
      fullTruck(truckIsFull, first(by.nacks('2'), redelivers, by.shipsAtOnce('2'), by.acks('1-2')), drainAndEnd),
    ],
    [
      'PASS',
      'orders are shipped twice',
      crash(
        first(by.gets('1-3'), by.shipsAtOnce('1-2'), by.ships('3')),
        dies,
        second(by.shipsAtOnce('1-3')),
        drainAndEnd,
      ),
    ],
    ['PASS', 'the first kill missed, the second hit', crash(first(by.kill('')), work, dies, rest, drainAndEnd)],
  ],
  'nothing was asked': [
    ['TOOL_ERROR', 'an empty sunny day', bare()],
    ['TOOL_ERROR', 'an empty day on which a fault was due', bareCrash()],
    ['TOOL_ERROR', 'an end without a beginning', bare(drainAndEnd)],
    ['TOOL_ERROR', 'the same with a fault due', bareCrash(drainAndEnd)],
    ['TOOL_ERROR', 'only orders that nobody placed', bare(shipAll, claim, drainAndEnd)],
    ['TOOL_ERROR', 'no claim: all refused', bare(...load, orderService(by.refuses('1-3')), drainAndEnd)],
    ['TOOL_ERROR', 'no claim: no answer', bare(...load, shipAll, drainAndEnd)],
    ['TOOL_ERROR', 'no claim, and the fault hit', bareCrash(...load, work, dies, rest, drainAndEnd)],
  ],
  'no end was seen': [
    ['TOOL_ERROR', 'called off', sunny(shipAll)],
    ['TOOL_ERROR', 'drained, and then nothing', sunny(shipAll, lab(by.drained))],
    ['TOOL_ERROR', 'orders are unshipped', crash(work, dies)],
    ['TOOL_ERROR', 'all is shipped, and it never drained', sunny(shipAll, end)],
    ['TOOL_ERROR', 'called drained without an ack', sunny(first(by.gets('1-3'), by.shipsAtOnce('1-3')), drainAndEnd)],
    ['TOOL_ERROR', "the lab's order service stops before the fault", crash(get, orderService(by.quiet), end)],
  ],
  'the fault missed its window': [
    ['INCONCLUSIVE', 'it never came', crash(shipAll, drainAndEnd)],
    ['INCONCLUSIVE', 'another one came', fullTruck(work, dies, rest, drainAndEnd)],
    ['INCONCLUSIVE', 'nothing was delivered yet', crash(dies, shipAll, drainAndEnd)],
    ['INCONCLUSIVE', 'delivered, and not taken in hand', crash(get, dies, second(by.shipsAtOnce('1-3')), drainAndEnd)],
    ['INCONCLUSIVE', 'all was shipped already', crash(shipAll, dies, drainAndEnd)],
    ['INCONCLUSIVE', 'ship() had rejected the order', crash(first(by.truckIsFull('2')), dies, shipAll, drainAndEnd)],
    ['INCONCLUSIVE', 'another warehouse had the order', crash(second(by.ships('2')), dies, shipAll, drainAndEnd)],
    ['INCONCLUSIVE', 'the warehouse was dead already', crash(work, first(by.ended), dies, rest, drainAndEnd)],
    ['INCONCLUSIVE', 'an order was in hand only later', crash(dies, work, rest, drainAndEnd)],
    ['INCONCLUSIVE', 'orders are gone, too', crash(dies, end)],
  ],
  'orders are lost': [
    [
      'LOST_ON_CONSUMER_CRASH',
      'no ack was asked for',
      crash(first(by.gets('1-3', { noAck: true }), by.shipsAtOnce('1'), by.ships('2-3')), dies, second(by.quiet), end),
    ],
    [
      'LOST_ON_CONSUMER_CRASH',
      'acknowledged on receipt',
      crash(first(by.gets('1-3'), by.acks('1-3'), by.shipsAtOnce('1'), by.ships('2-3')), dies, end),
    ],
    [
      'LOST_ON_CONSUMER_CRASH',
      'redelivered, and skipped',
      crash(work, dies, second(by.opens, redelivers, by.acks('1-2'), by.quiet), end),
    ],
    [
      'LOST_ON_CONSUMER_CRASH',
      'all but one are shipped, and the queue is empty',
      crash(work, dies, second(redelivers, by.shipsAtOnce('2'), by.acks('1-2')), drainAndEnd),
    ],
    [
      'LOST_ON_CONSUMER_CRASH',
      'one is gone, and another waits',
      crash(work, first(by.acks('2')), dies, second(by.quiet), lab(by.left('3'))),
    ],
    ['LOST_ON_FAILED_SHIPMENT', 'dropped by a nack', fullTruck(truckIsFull, first(by.drops('2'), by.quiet), end)],
    ['LOST_ON_FAILED_SHIPMENT', 'acknowledged in finally', fullTruck(truckIsFull, first(by.acks('2'), by.quiet), end)],
    ['LOST_WITHOUT_FAULT', 'acknowledged, not shipped', sunny(get, first(by.acks('1-3'), by.quiet), end)],
  ],
  'orders are safe, and not served': [
    [
      'NEVER_SETTLED',
      'all are shipped, none is acknowledged',
      sunny(get, first(by.shipsAtOnce('1-3'), by.quiet), lab(by.left('1-3'))),
    ],
    ['NEVER_SETTLED', 'one is not acknowledged', sunny(get, first(by.shipsAtOnce('1-3')), quiet, lab(by.left('3')))],
    ['STALLED', 'they wait in the queue', sunny(first(by.gets('1'), by.shipsAtOnce('1')), quiet, lab(by.left('2-3')))],
    ['STALLED', 'no delivery at all', sunny(lab(by.left('1-3')))],
    ['STALLED', 'one waits, and nobody saw it go quiet', sunny(first(by.shipsAtOnce('1-2')), lab(by.left('3')))],
    ['STALLED', 'the second warehouse takes none', crash(work, dies, second(by.opens), lab(by.left('2-3')))],
    ['STALLED', 'quiet before the fault', crash(first(by.gets('1'), by.shipsAtOnce('1')), quiet, lab(by.left('1-3')))],
    ['STALLED', 'too slow for the fault', crash(get, first(by.deadline('a parcel')), lab(by.left('1-3')))],
  ],
  'it can’t be used': [
    ['DID_NOT_LOAD', 'an import fails', bare(first(by.unusable('load', 'SyntaxError')), end)],
    ['DID_NOT_OPEN', 'it throws while it opens', bare(first(by.unusable('open', 'TypeError')), end)],
    ['DID_NOT_OPEN', 'the broker refuses', bare(first(by.connects, by.unusable('open', 'ECONNREFUSED')), end)],
    ['DID_NOT_OPEN', 'it never returns', bare(first(by.connects, by.deadline('open')), end)],
    [
      'DID_NOT_OPEN',
      'not again after the crash',
      crash(work, dies, second(by.connects, by.deadline('open')), lab(by.left('2-3'))),
    ],
    ['NOT_EXPORTED', 'no function', bare(first(by.unusable('export', 'it exports nothing')), end)],
    ['TOOL_ERROR', "the lab's role does not load", bare(orderService(by.unusable('load', 'SyntaxError')), end)],
    ['TOOL_ERROR', "the lab's role does not open", bare(orderService(by.unusable('open', 'ECONNREFUSED')), end)],
    ['TOOL_ERROR', "the lab's role never opens", bare(orderService(by.deadline('open')), end)],
    ['DID_NOT_LOAD', 'an order service', forOrderService(orderService(by.unusable('load', 'SyntaxError')), end)],
    ['TOOL_ERROR', "the lab's warehouse", forOrderService(first(by.deadline('open')), end)],
  ],
  'it never came to the broker': [
    ['NEVER_CONNECTED', 'it opened, and orders wait', idle(lab(by.left('1-3')))],
    ['NEVER_CONNECTED', 'and orders are gone, for nobody made the queue', idle(end)],
    ['NEVER_CONNECTED', 'it ships everything, past the lab', idle(first(by.shipsAtOnce('1-3')), drainAndEnd)],
    ['NEVER_CONNECTED', 'nobody listens where it calls', bare(first(by.unusable('open', 'connect ECONNREFUSED')), end)],
    ['NEVER_CONNECTED', 'it never returns', bare(first(by.deadline('open')), end)],
    ['NEVER_CONNECTED', 'the second one', crash(work, dies, second(by.opensOnly), lab(by.left('2-3')))],
    ['PASS', 'but all is done without it', crash(work, dies, second(by.opensOnly), rest, drainAndEnd)],
    ['TOOL_ERROR', "the lab's role", bare(orderService(by.unusable('open', 'connect ECONNREFUSED')), end)],
  ],
  'the queue was not there': [
    ['QUEUE_NOT_DECLARED', 'nobody made it', sunny(publish, end)],
    ['QUEUE_NOT_DECLARED', 'another one was made', sunny(first(by.declares('orders-v2')), publish, end)],
    ['QUEUE_NOT_DECLARED', 'it was made too late', sunny(publish, first(by.declares()), end)],
    ['QUEUE_NOT_DECLARED', 'no order ever came, so the fault missed', crash(publish, first(by.quiet), end)],
    ['QUEUE_DELETED', 'with orders inside', sunny(made, publish, work, first(by.deletes()), end)],
    ['QUEUE_DELETED', 'emptied with orders inside', sunny(made, publish, work, first(by.purges()), end)],
    ['QUEUE_DELETED', 'before the orders', sunny(made, first(by.deletes()), publish, end)],
    ['QUEUE_DELETED', 'by the second one', crash(made, publish, work, dies, second(by.opens, by.deletes()), end)],
    ['QUEUE_DELETED', 'after all orders', sunny(made, publish, shipAll, first(by.deletes()), drainAndEnd)],
    ['PASS', 'deleted, and made again', sunny(made, first(by.deletes()), made, publish, shipAll, drainAndEnd)],
    ['PASS', 'emptied when it was empty', sunny(made, publish, shipAll, first(by.purges()), drainAndEnd)],
    ['PASS', 'another one was deleted', sunny(made, publish, shipAll, first(by.deletes('tmp')), drainAndEnd)],
    ['LOST_WITHOUT_FAULT', 'a delivery lost them', sunny(made, publish, get, first(by.acks('1-3'), by.deletes()), end)],
    ['LOST_WITHOUT_FAULT', 'the queue was there, and is gone', sunny(made, publish, end)],
    ['LOST_WITHOUT_FAULT', 'sent through an exchange', sunny(orderService(by.publishes('1-3', 'shop')), end)],
  ],
  'something else was shipped': [
    ['SHIPPED_UNPLACED', 'beside the orders', sunny(shipAll, first(by.shipsAtOnce('9')), drainAndEnd)],
    ['SHIPPED_UNPLACED', 'instead of an order', sunny(get, first(by.shipsAtOnce('9'), by.acks('1-3')), end)],
    ['SHIPPED_UNPLACED', 'it had published it itself', sunny(first(by.publishes('9'), by.gets('9')), present)],
    ['TOOL_ERROR', 'the vhost was not empty', sunny(first(by.gets('9')), present)],
    ['SHIPPED_UNPLACED', 'for ever', sunny(present, first(by.flood), lab(by.left('1-3')))],
  ],
  'it goes round and round': [
    ['GOES_IN_CIRCLES', 'too much happens', sunny(get, first(by.nacks('1-3'), by.flood), lab(by.left('1-3')))],
    ['GOES_IN_CIRCLES', 'even before an order', bare(first(by.opens, by.flood), end)],
    ['GOES_IN_CIRCLES', 'on a slow machine', sunny(round(60), first(by.deadline('an end')), lab(by.left('1-3')))],
    ['STALLED', 'not that often', sunny(round(40), first(by.deadline('an end')), lab(by.left('1-3')))],
    ['PASS', 'often, and then it is done', sunny(round(60), shipAll, drainAndEnd)],
  ],
  'nothing can be asked of it any more': [
    ['BLOCKED_EVENT_LOOP', 'while it opens', bare(first(by.blocked, by.ended), end)],
    ['BLOCKED_EVENT_LOOP', 'with orders in hand', sunny(work, first(by.blocked, by.ended), lab(by.left('2-3')))],
    ['BLOCKED_EVENT_LOOP', 'with orders gone', crash(work, first(by.acks('2'), by.blocked, by.ended), end)],
    ['OUT_OF_MEMORY', 'and then it aborts', sunny(work, first(by.outOfMemory), exits, lab(by.left('2-3')))],
    ['HUNG_UP', 'and is ended', sunny(work, first(by.hungUp, by.ended), lab(by.left('2-3')))],
    ['TOOL_ERROR', "the lab's role is blocked", bare(orderService(by.blocked, by.ended), end)],
  ],
  'a process ends by itself': [
    ['EXITED', 'before an order came', bare(first(by.opens), exits, end)],
    ['EXITED', 'orders wait', sunny(work, exits, lab(by.left('2-3')))],
    ['EXITED', 'orders are lost by it', sunny(work, first(by.acks('2-3')), exits, end)],
    ['EXITED', 'before the fault', crash(get, exits, lab(by.left('1-3')))],
    ['EXITED', 'after the fault, with orders gone', crash(work, first(by.acks('2')), dies, second(by.exits()), end)],
    ['EXITED', 'after its work', sunny(shipAll, exits, drainAndEnd)],
    ['PASS', 'the lab ends it', sunny(shipAll, first(by.ended), drainAndEnd)],
    ['TOOL_ERROR', "the lab's role, before a claim", bare(...load, orderServiceExits, end)],
    ['TOOL_ERROR', "the lab's role, after its claims", sunny(shipAll, orderServiceExits, drainAndEnd)],
    ['EXITED', 'an order service', forOrderService(...load, claim, shipAll, orderServiceExits, drainAndEnd)],
    ['TOOL_ERROR', "the lab's warehouse", forOrderService(...load, claim, shipAll, exits, drainAndEnd)],
  ],
}

describe.each(Object.entries(cases))('%s', (_, stories) => {
  it.each(stories)('%s: %s', (earns, _story, history) => {
    expect(earned(history)).toBe(earns)
  })
})
