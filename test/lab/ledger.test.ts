import { describe, expect, it } from 'vitest'
import * as by from './histories.ts'
import { about, chapterOne, first, historyOf, lab, orderService, type Row, second, text } from './histories.ts'
import type { History } from './history.ts'
import { ledgerOf } from './ledger.ts'

const get = first(by.gets('1-5'))
const noOrder = by.gets('2', { firstTag: 2 }).map((event) => ({ ...event, orderId: null }))

const book = (...rows: Row[]) => bookOf(historyOf(about.sunnyDay, rows))

/** A ledger as a reader would write it: '' is no order. */
function bookOf(history: History) {
  const { settled, ...sets } = ledgerOf(history)
  const alike = Object.groupBy(settled.keys(), (orderId) => Object.values(settled.get(orderId) ?? {}).join(' '))
  const settlements = Object.entries(alike).map(([how, orderIds = []]) => `${text(orderIds)} ${how}`)
  const told = Object.entries(sets).map(([name, orderIds]) => [name, text(orderIds)])
  return { ...Object.fromEntries(told), settled: settlements.join(', ') } as Record<
    keyof typeof sets | 'settled',
    string
  >
}

describe('unacknowledged', () => {
  it.each<[story: string, left: string, rows: Row[]]>([
    ['all that was delivered', '#1 … #5', [get]],
    ['not what was delivered without an ack', '', [first(by.gets('1-5', { noAck: true }))]],
    ['not what is no order', '#1', [first(by.gets('1'), noOrder)]],
    ['one ack settles one', '#1 #2 #4 #5', [get, first(by.acks('3'))]],
    ['a multiple ack settles all up to it', '#4 #5', [get, first(by.acks('3', { multiple: true }))]],
    ['the same, and the next ack alone', '#5', [get, first(by.acks('3', { multiple: true }), by.acks('4'))]],
    ['a multiple ack of tag 0 settles all', '', [get, first(by.acks('0', { multiple: true }))]],
    ['tag 0 alone settles none', '#1 … #5', [get, first(by.acks('0'))]],
    ['nor does a tag that was never delivered', '#1 … #5', [get, first(by.acks('6'))]],
    ['nor does the same tag twice', '#2 … #5', [get, first(by.acks('1'), by.acks('1'))]],
    ['an ack before the delivery settles none', '#1 … #5', [first(by.acks('1')), get]],
    ['a nack takes one back', '#1 #3 … #5', [get, first(by.nacks('2'))]],
    ['a multiple nack takes all up to it', '#3 … #5', [get, first(by.nacks('2', { multiple: true }))]],
    ['a reject drops one', '#1 #3 … #5', [get, first(by.drops('2'))]],
    ['tags go on counting after an ack', '#6', [first(by.gets('1'), by.acks('1'), by.gets('6', { firstTag: 2 }))]],
  ])('%s', (_, left, rows) => {
    expect(book(...rows).unacknowledged).toBe(left)
  })
})

describe('tags count by role, connection and channel', () => {
  it.each<[story: string, left: string, rows: Row[]]>([
    ['another role acks its own #2', '#1', [first(by.gets('1')), second(by.gets('2'), by.acks('1'))]],
    [
      'another connection',
      '#1',
      [first(by.gets('1'), by.gets('2', { connection: 2 }), by.acks('1', { connection: 2 }))],
    ],
    ['another channel', '#1', [first(by.gets('1'), by.gets('2', { channel: 2 }), by.acks('1', { channel: 2 }))]],
    [
      'a multiple ack ends at its channel',
      '#3 #4',
      [first(by.gets('1-2'), by.gets('3-4', { channel: 2 }), by.acks('0', { multiple: true }))],
    ],
    ['the order service acks nothing of a warehouse', '#1 … #5', [get, orderService(by.acks('5', { multiple: true }))]],
  ])('%s', (_, left, rows) => {
    expect(book(...rows).unacknowledged).toBe(left)
  })
})

describe('the broker takes back what it delivered', () => {
  const twoChannels = first(by.gets('1-2'), by.gets('3', { channel: 2 }), by.gets('4', { connection: 2 }))
  const tenth = first(by.gets('5', { channel: 10 }), by.gets('6', { connection: 10 }))
  const eleventhRole: Row = [480, 'warehouse-11', by.gets('7')]
  const rows = [twoChannels, tenth, eleventhRole]

  it.each<[how: string, left: string, end: Row]>([
    ['when the channel closes', '#3 … #7', first(by.channelCloses())],
    ['when the channel is opened again under its number', '#3 … #7', first(by.channelOpens())],
    ['when the connection closes', '#4 #6 #7', first(by.connectionCloses())],
    ['when TCP closes', '#4 #6 #7', first(by.tcpCloses())],
    ['when the process ends', '#7', first(by.ended)],
    ['when the process ends by itself', '#7', first(by.exits())],
    ['but not when another channel closes', '#1 #2 #4 … #7', first(by.channelCloses({ channel: 2 }))],
    ['but not when another connection closes', '#1 … #3 #5 … #7', first(by.tcpCloses(2))],
    ['but not when another role ends', '#1 … #7', second(by.tcpCloses(), by.ended)],
  ])('%s', (_, left, end) => {
    expect(book(...rows, end)).toMatchObject({ unacknowledged: left, settled: '' })
  })

  it('and what was on its way when the channel closed does not count', () => {
    const late = first(by.gets('3', { firstTag: 3 }))
    expect(book(get, first(by.channelCloses()), late).unacknowledged).toBe('')
    expect(book(get, first(by.channelCloses()), first(by.channelOpens()), late).unacknowledged).toBe('#3')
  })

  it('and an ack that comes later settles none', () => {
    const again = first(by.channelOpens(), by.gets('3', { firstTag: 1 }))
    expect(book(get, first(by.channelCloses()), first(by.acks('1'))).settled).toBe('')
    expect(book(get, again, first(by.acks('1')))).toMatchObject({ settled: '#3 ack warehouse-1', unacknowledged: '' })
  })
})

describe('settled: the broker has forgotten the order', () => {
  it.each<[story: string, settled: string, rows: Row[]]>([
    ['at its delivery, when no ack is asked for', '#1 no-ack warehouse-1', [first(by.gets('1', { noAck: true }))]],
    ['not at its delivery, when one is', '', [get]],
    ['by an ack', '#2 ack warehouse-1', [get, first(by.acks('2'))]],
    ['by a multiple ack', '#1 #2 ack warehouse-1', [get, first(by.acks('2', { multiple: true }))]],
    ['by a reject', '#2 dropped warehouse-1', [get, first(by.drops('2'))]],
    ['by a multiple reject', '#1 dropped warehouse-1', [first(by.gets('1')), first(by.drops('0', { multiple: true }))]],
    ['not by a nack', '', [get, first(by.nacks('2'))]],
    [
      'by the next role, after a nack',
      '#1 ack warehouse-2',
      [get, first(by.nacks('1')), second(by.gets('1'), by.acks('1'))],
    ],
  ])('%s', (_, settled, rows) => {
    expect(book(...rows).settled).toBe(settled)
  })
})

describe('what became of the orders', () => {
  it.each<[story: string, expected: Partial<ReturnType<typeof book>>, rows: Row[]]>([
    ['nothing', { attempted: '', claimed: '', delivered: '', shipped: '', lost: '', left: '', inHand: '' }, []],
    ['placed', { attempted: '#1 #2', claimed: '', lost: '' }, [orderService(by.places('1-2'))]],
    ['placed and refused', { attempted: '#1', claimed: '', lost: '' }, [orderService(by.places('1'), by.refuses('1'))]],
    ['claimed', { claimed: '#1 #2', lost: '#1 #2' }, [orderService(by.claims('1-2'))]],
    ['claimed after it was shipped', { lost: '' }, [first(by.shipsAtOnce('1')), orderService(by.claims('1'))]],
    ['claimed and in a queue', { left: '#2', lost: '#1' }, [orderService(by.claims('1-2')), lab(by.left('2'))]],
    ['in two queues', { left: '#1 #2' }, [lab(by.left('1'), by.left('2'))]],
    ['shipped, though nobody claimed it', { shipped: '#1', lost: '' }, [first(by.shipsAtOnce('1'))]],
    ['delivered once', { delivered: '#1', redelivered: '' }, [first(by.gets('1'))]],
    ['delivered once, though the broker says again', { redelivered: '' }, [first(by.gets('1', { again: true }))]],
    ['delivered twice', { delivered: '#1 #2', redelivered: '#1' }, [first(by.gets('1-2')), second(by.gets('1'))]],
    ['delivered three times, which counts once', { redelivered: '#1' }, [first(by.gets('1 1 1'))]],
    ['delivered again without ack', { redelivered: '#1' }, [first(by.gets('1 1', { noAck: true }))]],
    [
      'shipped twice',
      { shipped: '#1 #2', duplicated: '#1' },
      [first(by.shipsAtOnce('1-2')), second(by.shipsAtOnce('1'))],
    ],
    ['asked to ship twice, shipped once', { duplicated: '' }, [first(by.ships('1')), second(by.shipsAtOnce('1'))]],
  ])('%s', (_, expected, rows) => {
    expect(book(...rows)).toMatchObject(expected)
  })
})

describe('in hand: ship() has not answered', () => {
  it.each<[story: string, inHand: string, rows: Row[]]>([
    ['while it is on its way', '#1 #2', [first(by.ships('1-2'))]],
    ['not when it is on the truck', '#2', [first(by.ships('1-2'), by.shipped('1'))]],
    ['not when it is rejected', '#1', [first(by.ships('1'), by.truckIsFull('2'))]],
    ['not when the process has ended', '', [first(by.ships('1-2'), by.ended)]],
    ['not when the process has ended by itself', '', [first(by.ships('1-2'), by.exits())]],
    ['still, when only the connection is gone', '#1', [first(by.ships('1'), by.tcpCloses())]],
    ['still, when another warehouse ends', '#1', [first(by.ships('1')), second(by.ships('2'), by.ended)]],
    ['still here, when another one ships it', '#1', [first(by.ships('1')), second(by.shipsAtOnce('1'))]],
  ])('%s', (_, inHand, rows) => {
    expect(book(...rows).inHand).toBe(inHand)
  })
})

it('the whole ledger of the broken exercise', () => {
  expect(bookOf(chapterOne.exercise)).toMatchInlineSnapshot(`
    {
      "attempted": "#1 … #20",
      "claimed": "#1 … #20",
      "confirmed": "",
      "delivered": "#1 … #20",
      "duplicated": "",
      "inHand": "",
      "left": "",
      "lost": "#8 … #20",
      "redelivered": "",
      "refused": "",
      "settled": "#1 … #20 no-ack warehouse-1",
      "shipped": "#1 … #7",
      "unacknowledged": "",
      "unanswered": "",
    }
  `)
})

it('the whole ledger of the solution', () => {
  expect(bookOf(chapterOne.solution)).toMatchInlineSnapshot(`
    {
      "attempted": "#1 … #20",
      "claimed": "#1 … #20",
      "confirmed": "",
      "delivered": "#1 … #20",
      "duplicated": "",
      "inHand": "",
      "left": "",
      "lost": "",
      "redelivered": "#8 … #17",
      "refused": "",
      "settled": "#1 … #7 ack warehouse-1, #8 … #20 ack warehouse-2",
      "shipped": "#1 … #20",
      "unacknowledged": "",
      "unanswered": "",
    }
  `)
})
