import { describe, expect, it } from 'vitest'
import * as by from './histories.ts'
import { about, broker, first, historyOf, lab, nextService, orderService, type Row, second } from './histories.ts'
import type { FaultName, History } from './history.ts'
import { endsWith, losesLine, opens, orderServiceDays, sends, serves, shop } from './order-service-days.ts'
import { timelineOf } from './timeline.ts'

const mark = { normal: ' ', fault: '✂', loss: '✗' } as const

/** A timeline as text, one line each. */
function told(history: History, most?: number): string {
  const lines = timelineOf(history, most)
  return lines.map(({ atMs, actor, kind, text }) => `${atMs} ${mark[kind]} ${actor} | ${text}`).join('\n')
}

const day = (...rows: Row[]) => historyOf(shop([], 'LOST_WITHOUT_FAULT'), [opens, ...rows])
const breaks = (fault: FaultName) => orderService(by.breaks(fault))
const claims = (orders: string) => orderService(by.claims(orders))
const quiet = orderService(by.givesUp('the answer to every order'))

describe('a day on which the promise held', () => {
  it.each(Object.entries(orderServiceDays))('%s: three to six lines, each fault, and no loss', (_, history) => {
    const lines = timelineOf(history)
    expect(lines.length).toBeGreaterThanOrEqual(3)
    expect(lines.length).toBeLessThanOrEqual(6)
    expect(lines.filter(({ kind }) => kind === 'loss')).toEqual([])
    expect(lines.filter(({ kind }) => kind === 'fault')).toHaveLength(history.faults.length)
  })

  it('the queue is full', () => {
    expect(told(orderServiceDays['queue is full'], 99)).toMatchInlineSnapshot(`
      "476   order-service → broker | publish #1; a confirm is asked for
      476   broker → order-service | confirm #1
      476   order-service | tells the customers of #1: accepted
      476 ✂ order-service | the queue is full, and refuses
      476   order-service → broker | publish #2 #3; a confirm is asked for
      476   broker → order-service | nack #2 #3: the broker does not take them
      476   order-service | refuses #2 #3: the customers are told no
      476   broker → order-service | confirm #2 #3
      476   order-service | tells the customers of #2 #3: accepted
      746   lab | finds in the queue: #1 … #3"
    `)
  })

  it('the confirms come merged', () => {
    expect(told(orderServiceDays['confirms come merged'], 99)).toMatchInlineSnapshot(`
      "476 ✂ order-service | from here on one confirm answers many publishes
      476   order-service → broker | publish #1 … #3; a confirm is asked for
      476   broker → order-service | confirm #1 … #3
      476   order-service | tells the customers of #1 … #3: accepted
      746   lab | finds in the queue: #1 … #3"
    `)
  })

  it('the service dies offline', () => {
    expect(told(orderServiceDays['service dies offline'], 99)).toMatchInlineSnapshot(`
      "476   order-service → broker | publish #1; a confirm is asked for
      476   broker → order-service | confirm #1
      476   order-service | tells the customers of #1: accepted
      476 ✂ order-service | the connection is reset, and new ones are refused
      476 ✂ order-service | SIGKILL
      700   order-service-2 | opens
      700   order-service-2 → broker | publish #2 #3; a confirm is asked for
      700   broker → order-service-2 | confirm #2 #3
      700   order-service-2 | tells the customers of #2 #3: accepted
      746   lab | finds in the queue: #1 … #3"
    `)
  })
})

describe('a day on which orders got lost', () => {
  const end = (stored: string): Row[] => [broker(by.servesAgain), ...endsWith(stored)]

  it('no confirm was asked for, and the broker died', () => {
    const sent = orderService(by.places('1-5'), by.sends('1-5', { firstSequence: null }))
    const dies = broker(by.breaks('broker-SIGKILL'))
    expect(told(day(sent, claims('1-5'), dies, losesLine, ...end('1-3')))).toMatchInlineSnapshot(`
      "476 ✗ order-service → broker | publish #4 #5; no confirm asked for
      476   order-service | tells the customers of #1 … #3: accepted
      476 ✗ order-service | tells the customers of #4 #5: accepted
      600 ✂ broker | SIGKILL
      600   broker | serves again
      746   lab | finds in the queue: #1 … #3"
    `)
  })

  it('orders were confirmed in memory only', () => {
    const sent = orderService(by.places('1-3'), by.sends('1-3', { transient: true }), by.confirms('1-3'))
    const restarts = broker(by.breaks('broker-shutdown'))
    expect(told(day(sent, claims('1-3'), restarts, losesLine, ...end('')))).toMatchInlineSnapshot(`
      "476 ✗ order-service → broker | publish #1 … #3, not persistent; a confirm is asked for
      476   broker → order-service | confirm #1 … #3
      476 ✗ order-service | tells the customers of #1 … #3: accepted
      600 ✂ broker | stops in good order: it says goodbye to its clients
      600   broker | serves again
      746   lab | finds in the queue: nothing"
    `)
  })

  it('a nack was taken for a yes', () => {
    const nack = orderService(by.nacked('2-3'))
    expect(
      told(day(serves('1'), breaks('queue-full'), sends('2-3'), nack, claims('2-3'), ...endsWith('1'))),
    ).toMatchInlineSnapshot(`
      "476   order-service | tells the customers of #1: accepted
      476 ✂ order-service | the queue is full, and refuses
      476 ✗ order-service → broker | publish #2 #3; a confirm is asked for
      476   broker → order-service | nack #2 #3: the broker does not take them
      476 ✗ order-service | tells the customers of #2 #3: accepted
      746   lab | finds in the queue: #1"
    `)
  })

  it('they lived in the memory of the process', () => {
    const dies = orderService(by.breaks('SIGKILL'), by.ended)
    const into = orderService(by.places('2-3'), by.claims('2-3'))
    const next = nextService(by.starts, by.opens)
    expect(
      told(day(serves('1'), breaks('offline'), losesLine, into, dies, next, lab(by.left('1')))),
    ).toMatchInlineSnapshot(`
      "476   order-service | tells the customers of #1: accepted
      476 ✂ order-service | the connection is reset, and new ones are refused
      476 ✗ order-service | tells the customers of #2 #3: accepted
      476 ✂ order-service | SIGKILL
      700   order-service-2 | opens
      746   lab | finds in the queue: #1"
    `)
  })

  it('the queue went away', () => {
    const dies = first(by.breaks('SIGKILL'), by.tcpCloses(), by.ended)
    const comes = second(by.starts, by.unusable('open', "no queue 'orders'"))
    const ships = first(by.starts, by.gets('1'), by.shipsAtOnce('1'), by.acks('1'))
    expect(
      told(day(serves('1'), ships, lab(by.drained), dies, serves('2-3'), comes, lab(by.left('')))),
    ).toMatchInlineSnapshot(`
      "746   lab | every order is shipped and acknowledged; the queue is empty
      480 ✂ warehouse-1 | SIGKILL
      476 ✗ order-service → broker | publish #2 #3; a confirm is asked for
      476 ✗ order-service | tells the customers of #2 #3: accepted
      689 ✗ warehouse-2 | no queue 'orders'
      746   lab | finds in the queue: nothing"
    `)
  })
})

describe('a line', () => {
  const channel = (orders: string, firstSequence: number) => by.sends(orders, { firstSequence })

  it.each<[story: string, line: string, history: History]>([
    [
      'a publish',
      '476   order-service → broker | publish #1 #2; a confirm is asked for',
      day(serves('1-2'), ...endsWith('1-2')),
    ],
    [
      'many confirms',
      '476   broker → order-service | confirm #1 … #3',
      day(sends('1-3'), orderService(by.confirms('3', { multiple: true }))),
    ],
    ['a confirm of lost orders', '476   broker → order-service | confirm #2 #3', day(serves('1-3'), ...endsWith('1'))],
    [
      'one confirm of which some are lost',
      '476   broker → order-service | confirm #2 #3',
      day(sends('1-3'), orderService(by.confirms('3', { multiple: true })), claims('1-3'), ...endsWith('1')),
    ],
    [
      'a nack',
      '476   broker → order-service | nack #1 #2: the broker does not take them',
      day(sends('1-2'), orderService(by.nacked('1-2'))),
    ],
    ['a claim', '476   order-service | tells the customers of #1 #2: accepted', day(serves('1-2'), ...endsWith('1-2'))],
    [
      'a claim of lost orders',
      '476 ✗ order-service | tells the customers of #2 #3: accepted',
      day(serves('1-3'), ...endsWith('1')),
    ],
    [
      'a refusal',
      '476   order-service | refuses #1 #2: the customers are told no',
      day(sends('1-2'), orderService(by.refuses('1-2'))),
    ],
    [
      'no answer',
      '476 ✗ order-service | nothing moves any more; no answer for #2 #3',
      day(serves('1'), sends('2-3'), quiet),
    ],
    [
      'always no',
      '476 ✗ order-service | nothing moves any more; still refused #2 #3',
      day(serves('1'), sends('2-3'), orderService(by.refuses('2-3')), quiet),
    ],
    [
      'what is left, each order once',
      '746   lab | finds in the queue: #1 … #3',
      day(serves('1-3'), lab(by.left('1-2 2-3'))),
    ],
    ['nothing is left', '746   lab | finds in the queue: nothing', day(lab(by.left('')))],
    ['the broker comes back', '600   broker | serves again', day(broker(by.breaks('broker-SIGKILL'), by.servesAgain))],
    ['the next service', '700   order-service-2 | opens', day(breaks('SIGKILL'), nextService(by.starts))],
    [
      'sent again, after it was refused',
      '476   broker → order-service | confirm #1',
      day(sends('1'), orderService(by.nacked('1'), channel('1', 2), by.confirms('2'))),
    ],
  ])('%s', (_, line, history) => {
    expect(told(history, 99).split('\n')).toContain(line)
  })

  it.each<[story: string, text: string, history: History]>([
    ['a confirm of an unknown tag', '| confirm', day(sends('1'), orderService(by.confirms('7')))],
    [
      'the same confirm twice',
      'confirm #1\n476   broker',
      day(sends('1'), orderService(by.confirms('1'), by.confirms('1'))),
    ],
    ['the first opening', 'opens', day(serves('1'))],
    [
      'that what went quiet had its answers',
      'moves',
      day(serves('1'), first(by.starts, by.gets('1'), by.acks('1')), quiet),
    ],
    [
      'messages that are no orders',
      'filler',
      day(lab({ kind: 'left-in-queue', queue: 'orders', orderIds: ['filler-1'] })),
    ],
    [
      'an order service of the lab’s',
      'opens',
      historyOf(about.warehouseDies, [first(by.breaks('broker-shutdown')), nextService(by.starts, by.opens)]),
    ],
  ])('is not worth: %s', (_, text, history) => {
    expect(told(history, 99)).not.toContain(text)
  })
})

describe('each fault has a line of its own', () => {
  it.each<[fault: FaultName, text: string]>([
    ['SIGKILL', 'SIGKILL'],
    ['SIGSTOP', 'is frozen (SIGSTOP) while it ships nothing'],
    ['cut', 'the connection is reset'],
    ['offline', 'the connection is reset, and new ones are refused'],
    ['half-open', 'the connection goes dead in both directions; nobody is told'],
    ['confirms-swallowed', 'nothing from the broker arrives any more'],
    ['publishes-swallowed', 'nothing reaches the broker any more'],
    ['confirms-merged', 'from here on one confirm answers many publishes'],
    ['queue-full', 'the queue is full, and refuses'],
  ])('%s', (fault, text) => {
    expect(told(day(breaks(fault)))).toBe(`476 ✂ order-service | ${text}`)
  })

  it.each<[fault: FaultName, text: string]>([
    ['broker-SIGKILL', 'SIGKILL'],
    ['broker-shutdown', 'stops in good order: it says goodbye to its clients'],
    ['broker-frozen', 'freezes for 5 s'],
  ])('%s', (fault, text) => {
    expect(told(day(broker(by.breaks(fault))))).toBe(`600 ✂ broker | ${text}`)
  })

  it.each<[fault: FaultName, text: string]>([
    ['SIGSTOP', 'is frozen (SIGSTOP) while it ships #2'],
    ['ship-throws', 'ship() throws at #2, once'],
    ['poison', "#2 can't be shipped: ship() rejects it each time"],
  ])('%s of a warehouse', (fault, text) => {
    expect(told(historyOf(about.warehouseDies, [first(by.breaks(fault, '2'))]))).toBe(`480 ✂ warehouse-1 | ${text}`)
  })
})
