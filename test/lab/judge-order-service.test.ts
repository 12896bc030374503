import { describe, expect, it } from 'vitest'
import * as by from './histories.ts'
import { first, historyOf, lab, nextService, orderService, type Row, second } from './histories.ts'
import type { FaultName, History, HistoryEvent } from './history.ts'
import { judge } from './judge.ts'
import {
  endsWith,
  losesLine,
  opens,
  orderServiceDays,
  sends,
  serves,
  servesOnNewLine,
  shop,
} from './order-service-days.ts'

/** What a history earns: the code of a failure, else the outcome. */
function earned(history: History): string {
  const finding = judge(history)
  return finding.outcome === 'FAIL' ? finding.code : finding.outcome
}

const days = Object.entries(orderServiceDays)
const without = (history: History, gone: (event: HistoryEvent) => boolean): History => ({
  ...history,
  events: history.events.filter((event) => !gone(event)),
})

describe('a day on which the promise held', () => {
  it.each(days)('%s: PASS', (_, history) => {
    expect(judge(history)).toEqual({ outcome: 'PASS' })
  })

  it.each(days)('%s, and nothing happened at all: nothing was asked', (_, history) => {
    expect(earned({ ...history, events: [] })).toBe('TOOL_ERROR')
  })

  it.each(days)('%s, and only the look into the queues: nothing was asked', (_, history) => {
    expect(earned(without(history, ({ kind }) => kind !== 'left-in-queue'))).toBe('TOOL_ERROR')
  })

  it.each(days)('%s, cut off anywhere: no PASS and no loss', (_, history) => {
    const whole = history.events.findIndex(({ kind }) => kind === 'left-in-queue')
    for (let length = 0; length <= whole; length += 1) {
      expect(earned({ ...history, events: history.events.slice(0, length) }), `${length} events`).toMatch(
        /^(TOOL_ERROR|INCONCLUSIVE)$/,
      )
    }
  })
})

describe('a PASS falls when its evidence is gone', () => {
  const faults = days.flatMap(([day, { faults }]) => faults.map((fault) => [day, fault] as const))
  it.each(faults)('%s, without the fault %s: INCONCLUSIVE', (day, fault) => {
    const history = orderServiceDays[day as keyof typeof orderServiceDays]
    expect(earned(without(history, (event) => event.kind === 'fault' && event.fault === fault))).toBe('INCONCLUSIVE')
  })

  const gone: [what: HistoryEvent['kind'], earns: string][] = [
    ['placing', 'TOOL_ERROR'],
    ['claimed', 'NEVER_ANSWERED'],
    ['left-in-queue', 'TOOL_ERROR'],
    ['broker-back', 'TOOL_ERROR'],
    ['drained', 'TOOL_ERROR'],
  ]
  const losses = days.flatMap(([day, history]) =>
    gone.filter(([what]) => history.events.some(({ kind }) => kind === what)).map((row) => [day, ...row] as const),
  )
  it.each(losses)('%s, without %s: %s', (day, what, earns) => {
    const history = orderServiceDays[day as keyof typeof orderServiceDays]
    expect(earned(without(history, ({ kind }) => kind === what))).toBe(earns)
  })

  it.each(days)('%s, and a claimed order is nowhere: the code of the scenario', (_, history) => {
    const [order] = by.ids('1')
    const events = history.events
      .filter((event) => !(event.kind === 'shipped' && event.orderId === order))
      .map((event) => (event.kind === 'left-in-queue' ? { ...event, orderIds: event.orderIds.slice(1) } : event))
    expect(judge({ ...history, events })).toMatchObject({
      code: history.lossCode,
      reason: /^1 of \d claimed orders is gone$/,
    })
  })
})

// Days that are told only as far as they matter.
const asks = orderService(by.places('1-3'))
const accept = orderService(by.claims('1-3'))
const refuse = orderService(by.refuses('1-3'))
const cut = orderService(by.breaks('cut'))
const unanswered = orderService(by.places('4'))
const refuse4 = orderService(by.refuses('4'))
const killed = orderService(by.breaks('SIGKILL'), by.tcpCloses(), by.ended)
const tooLate = 'every order to be accepted'
const gaveUp = (what: string) => orderService(by.givesUp(what))
const timeIsUp = (what: string) => orderService(by.deadline(what))
const sunny = (...rows: Row[]) => historyOf(shop([], 'LOST_WITHOUT_FAULT'), [opens, ...rows])
const hit = (...rows: Row[]) => historyOf(shop(['cut'], 'CLAIMED_WITHOUT_ANSWER'), [opens, serves('1-3'), cut, ...rows])
const beforeIt = (...rows: Row[]) => historyOf(shop(['cut'], 'CLAIMED_WITHOUT_ANSWER'), [opens, serves('1-3'), ...rows])
const whole = endsWith('1-3')
/** A fault, and then some orders are served and some refused. */
const under = (fault: FaultName, served: string, refused: string) =>
  historyOf(shop([fault], 'LOST_WITHOUT_FAULT'), [
    ...[opens, orderService(by.breaks(fault)), serves(served), sends(refused), orderService(by.refuses(refused))],
    ...endsWith(served),
  ])
const warehouseIsDead = historyOf(shop(['SIGKILL'], 'QUEUE_WENT_AWAY'), [
  ...[opens, serves('1'), first(by.starts, by.opens), lab(by.drained), first(by.breaks('SIGKILL'), by.ended)],
  ...[sends('2-3'), orderService(by.refuses('2-3')), ...endsWith('1')],
])
const nameless = by.sends('1').map((event) => ({ ...event, orderId: null }))
const bare = (...rows: Row[]) => historyOf(shop([], 'LOST_WITHOUT_FAULT'), rows)

// The lab's warehouse comes to the candidate's queue.
const comes = second(by.starts, by.connects)
const cannotOpen = (message: string) => [comes, second(by.unusable('open', message))]
const noQueue = cannotOpen("Error: 404 (NOT-FOUND) NOT_FOUND - no queue 'orders' in vhost 'zero-loss-1'")
const timedOut = cannotOpen("Error: NOT_FOUND - no queue 'orders' in vhost 'zero-loss-1' due to timeout")
const locked = cannotOpen("Error: RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'orders'")
const deletes = orderService(by.deletes())
const elsewhere = lab(by.left('1-3', 'orders-v2'))
const undeclared = [orderService(by.starts, by.opens), asks, orderService(by.sends('1-3')), accept]
const consumes = second(by.starts, by.opens, by.consumes())
const atWork = [consumes, second(by.gets('1-3'), by.shipsAtOnce('1-3'), by.acks('1-3'))]
const warehouseStuck = second(by.givesUp('the end of all orders'))

const cases: Record<string, [earns: string, story: string, history: History][]> = {
  'a customer waits for ever': [
    ['NEVER_ANSWERED', 'and all roles are killed at the end', sunny(serves('1-3'), unanswered, ...whole)],
    [
      'NEVER_ANSWERED',
      'the lab gave up',
      sunny(serves('1-3'), unanswered, gaveUp('the answer to every order'), ...whole),
    ],
    [
      'NEVER_ANSWERED',
      'time was up',
      sunny(serves('1-3'), unanswered, timeIsUp('the answer to every order'), ...whole),
    ],
    ['NEVER_ANSWERED', 'others too were refused', hit(asks, refuse, unanswered, gaveUp(tooLate), ...whole)],
    [
      'NEVER_ANSWERED',
      'before the fault could come',
      beforeIt(unanswered, gaveUp('the answer to every order'), ...whole),
    ],
    ['NEVER_ANSWERED', 'nobody was answered', sunny(asks, ...endsWith(''))],
    ['CLAIMED_WITHOUT_ANSWER', 'and orders are lost', hit(unanswered, ...endsWith('1-2'))],
    ['TOOL_ERROR', 'its process was killed, and nobody asked again', hit(unanswered, killed, ...whole)],
    ['TOOL_ERROR', 'nobody has seen the end', sunny(serves('1-3'), unanswered)],
  ],
  'orders are refused': [
    ['REFUSES_ORDERS', 'on a sunny day', sunny(asks, refuse, ...endsWith(''))],
    [
      'REFUSES_ORDERS',
      'one of them',
      sunny(serves('1-2'), sends('3'), orderService(by.refuses('3')), ...endsWith('1-2')),
    ],
    ['REFUSES_ORDERS', 'again and again after the fault', hit(unanswered, refuse4, gaveUp(tooLate), ...whole)],
    ['REFUSES_ORDERS', 'the same, until time was up', hit(unanswered, refuse4, timeIsUp(tooLate), ...whole)],
    ['REFUSES_ORDERS', 'each one, though something was broken', under('queue-full', '', '1-3')],
    ['REFUSES_ORDERS', 'though the confirms only came late', under('confirms-merged', '1', '2-3')],
    ['REFUSES_ORDERS', 'though only a warehouse is dead', warehouseIsDead],
    ['PASS', 'those that came into the fault', under('queue-full', '1', '2-3')],
    ['PASS', 'and accepted when they were asked again', hit(unanswered, refuse4, serves('4'), ...endsWith('1-4'))],
  ],
  'an order has another name': [
    ['PUBLISHED_UNDER_ANOTHER_ID', 'beside its own', sunny(serves('1-3'), orderService(by.sends('9')), ...whole)],
    ['PUBLISHED_UNDER_ANOTHER_ID', 'it has none', sunny(asks, orderService(nameless), accept, ...endsWith(''))],
    ['PUBLISHED_UNDER_ANOTHER_ID', 'and orders are gone', hit(orderService(by.sends('9')), ...endsWith(''))],
    ['PASS', 'but another role published it', sunny(serves('1-3'), first(by.sends('9')), ...whole)],
  ],
  'an order comes twice under its own name': [
    ['PASS', 'published twice', hit(losesLine, servesOnNewLine('1-3'), ...endsWith('1-3 1-3'))],
    ['PASS', 'one shipped, one in the queue', sunny(serves('1-3'), ...atWork, lab(by.drained), ...endsWith('1-3'))],
    ['PASS', 'by the next process', hit(killed, nextService(by.places('1'), by.sends('1'), by.claims('1')), ...whole)],
  ],
  'the queue, and the warehouse that comes to it': [
    ['QUEUE_LOCKED', 'it is exclusive', sunny(serves('1-3'), ...locked, ...endsWith(''))],
    ['QUEUE_NOT_DECLARED', 'nobody made it', bare(...undeclared, ...noQueue, ...endsWith(''))],
    ['LOST_WITHOUT_FAULT', 'it went, and the orders with it', sunny(serves('1-3'), ...noQueue, ...endsWith(''))],
    ['QUEUE_WENT_AWAY', 'it went, and no order with it', sunny(...noQueue, serves('1-3'), ...endsWith('1-3'))],
    ['QUEUE_DELETED', 'the service deleted it with orders', sunny(serves('1-3'), deletes, ...noQueue, ...endsWith(''))],
    ['QUEUE_DELETED', 'and without', sunny(serves('1-3'), ...atWork, lab(by.drained), deletes, ...endsWith(''))],
    [
      'QUEUE_DELETED',
      'and another warehouse came',
      sunny(serves('1-3'), ...atWork, lab(by.drained), deletes, ...noQueue, ...endsWith('')),
    ],
    ['TOOL_ERROR', 'its node was not ready', sunny(serves('1-3'), ...timedOut, ...whole)],
    [
      'TOOL_ERROR',
      'the warehouse failed otherwise',
      sunny(serves('1-3'), ...cannotOpen('Error: ECONNRESET'), ...whole),
    ],
    ['TOOL_ERROR', 'the warehouse exits', sunny(serves('1-3'), ...atWork, second(by.exits()), ...whole)],
    ['TOOL_ERROR', 'the warehouse does not work', sunny(serves('1-3'), consumes, warehouseStuck, ...whole)],
    ['TOOL_ERROR', 'nobody saw it empty', sunny(serves('1-3'), ...atWork, ...endsWith(''))],
    [
      'STALLED',
      'orders are in another one',
      sunny(serves('1-3'), consumes, warehouseStuck, ...endsWith(''), elsewhere),
    ],
  ],
  'the service gets no further': [
    ['STALLED', 'it is never still', hit(orderService(by.deadline('a pause in its work')), ...whole)],
    ['STALLED', 'before the fault', beforeIt(gaveUp('orders in mid-stream'), ...whole)],
    ['GOES_IN_CIRCLES', 'so much happens', hit(orderService(by.flood), ...whole)],
    ['EXITED', 'it exits, and orders are lost', hit(orderService(by.exits()), ...endsWith(''))],
    [
      'NEVER_CONNECTED',
      'it was never at the broker',
      bare(orderService(by.opensOnly), asks, accept, orderService(by.ended), lab(by.left(''))),
    ],
  ],
}

describe.each(Object.entries(cases))('%s', (_, stories) => {
  it.each(stories)('%s: %s', (earns, _story, history) => {
    expect(earned(history)).toBe(earns)
  })
})

it.each<[answer: string, history: History]>([
  [
    'NEVER_ANSWERED: 1 of 4 calls of place() had no answer when nothing moved any more',
    hit(unanswered, gaveUp(tooLate), ...whole),
  ],
  [
    'REFUSES_ORDERS: 1 of 4 orders were refused to the end; at last with: Error: the channel is closed',
    hit(unanswered, refuse4, gaveUp(tooLate), ...whole),
  ],
  [
    'PUBLISHED_UNDER_ANOTHER_ID: order-service published a message with no messageId, which no customer’s order has',
    sunny(asks, orderService(nameless), accept, ...endsWith('')),
  ],
  [
    'QUEUE_LOCKED: the warehouse was refused: the queue is exclusive to another connection',
    sunny(serves('1-3'), ...locked, ...endsWith('')),
  ],
  ['QUEUE_WENT_AWAY: warehouse-2 came, and the queue was gone', sunny(...noQueue, serves('1-3'), ...endsWith('1-3'))],
  [
    'STALLED: 3 orders wait in the queue "orders-v2", and the warehouse consumes "orders"',
    sunny(serves('1-3'), consumes, warehouseStuck, ...endsWith(''), elsewhere),
  ],
  ['STALLED: it accepted 3 of 3 orders and then no more', beforeIt(gaveUp('orders in mid-stream'), ...whole)],
])('%s', (answer, history) => {
  const finding = judge(history)
  expect(finding.outcome === 'FAIL' && `${finding.code}: ${finding.reason}`).toBe(answer.replace('’', "'"))
})
