import { describe, expect, it } from 'vitest'
import * as by from './histories.ts'
import {
  about,
  chapterOne,
  first,
  historyOf,
  lab,
  nextService,
  orderService,
  type Row,
  second,
  text,
} from './histories.ts'
import type { History } from './history.ts'
import { ledgerOf, RunningLedger } from './ledger.ts'

const get = first(by.gets('1-5'))
const noOrder = by.gets('2', { firstTag: 2 }).map((event) => ({ ...event, orderId: null }))

const nameless = by.sends('1').map((event) => ({ ...event, orderId: null }))
const sends = (orders: string, firstSequence: number) => by.sends(orders, { firstSequence })
const channel2 = { channel: 2 }
const line2 = { connection: 2 }
const reopens = [by.channelCloses(), by.channelOpens()]

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

describe('what the customers were told', () => {
  const asks = orderService(by.places('1-3'))
  const claim = orderService(by.claims('1-3'))
  const refuse = orderService(by.refuses('1-3'))
  const serviceDies = orderService(by.kill(''))

  it.each<[story: string, expected: Partial<ReturnType<typeof book>>, rows: Row[]]>([
    ['nothing yet', { claimed: '', refused: '', unanswered: '#1 … #3' }, [asks]],
    ['yes', { claimed: '#1 … #3', refused: '', unanswered: '' }, [asks, claim]],
    ['no', { claimed: '', refused: '#1 … #3', unanswered: '' }, [asks, refuse]],
    ['no, and they have asked again', { refused: '#1 … #3', unanswered: '#1 … #3' }, [asks, refuse, asks]],
    ['first no, then yes', { claimed: '#1 … #3', refused: '', unanswered: '' }, [asks, refuse, asks, claim]],
    ['first yes, then no', { claimed: '#1 … #3', refused: '' }, [asks, claim, refuse]],
    [
      'one yes, one no',
      { claimed: '#1', refused: '#2', unanswered: '#3' },
      [asks, orderService(by.claims('1'), by.refuses('2'))],
    ],
    ['nothing, and the lab kills the process', { unanswered: '', refused: '' }, [asks, serviceDies]],
    ['nothing, and a warehouse is killed', { unanswered: '#1 … #3' }, [asks, first(by.kill('1'))]],
    ['nothing, and all roles are ended', { unanswered: '#1 … #3' }, [asks, orderService(by.tcpCloses(), by.ended)]],
    ['nothing, and the process exits', { unanswered: '#1 … #3' }, [asks, orderService(by.exits())]],
    ['they ask the next one', { unanswered: '#2' }, [asks, serviceDies, nextService(by.places('2'))]],
    [
      'the next one says yes',
      { claimed: '#2', unanswered: '' },
      [asks, serviceDies, nextService(by.places('2'), by.claims('2'))],
    ],
  ])('%s', (_, expected, rows) => {
    expect(book(...rows)).toMatchObject(expected)
  })
})

describe('confirmed: the broker has taken the order', () => {
  const sent = orderService(by.sends('1-5'))
  const upTo = (tags: string) => by.confirms(tags, { multiple: true })

  it.each<[story: string, confirmed: string, rows: Row[]]>([
    ['not when it is sent', '', [sent]],
    ['one confirm takes one', '#3', [sent, orderService(by.confirms('3'))]],
    ['a multiple confirm takes all up to it', '#1 … #3', [sent, orderService(upTo('3'))]],
    ['and the next one the rest', '#1 … #5', [sent, orderService(upTo('3'), upTo('5'))]],
    ['a multiple confirm of tag 0 takes all', '#1 … #5', [sent, orderService(upTo('0'))]],
    ['tag 0 alone takes none', '', [sent, orderService(by.confirms('0'))]],
    ['nor does a tag that was never sent', '', [sent, orderService(by.confirms('6'))]],
    ['a confirm before the publish takes none', '', [orderService(by.confirms('1')), sent]],
    ['one that the lab keeps back counts', '#1 #2', [sent, orderService(by.confirmsKept('1-2'))]],
    ['and once, when it is let through', '#1 … #3', [sent, orderService(by.confirmsKept('1-3'), upTo('3'))]],
    ['not what was refused', '#2', [sent, orderService(by.nacked('1'), by.confirms('2'))]],
    ['not what a multiple refusal covers', '#3', [sent, orderService(by.nacked('2', { multiple: true }), upTo('3'))]],
    ['refused, and sent again', '#1', [sent, orderService(by.nacked('1'), sends('1', 6), by.confirms('6'))]],
    [
      'sent twice, and one of them refused',
      '#1',
      [sent, orderService(sends('1', 6), by.confirms('1'), by.nacked('6'))],
    ],
    ['not outside of confirm mode', '', [orderService(by.sends('1', { firstSequence: null }), by.confirms('1'))]],
    ['not what is no order', '', [orderService(nameless, by.confirms('1'))]],
  ])('%s', (_, confirmed, rows) => {
    expect(book(...rows).confirmed).toBe(confirmed)
  })

  it.each<[story: string, confirmed: string, rows: Row[]]>([
    ['by channel', '#1', [sent, orderService(by.sends('7', channel2), by.confirms('1'))]],
    ['the other channel', '#7', [sent, orderService(by.sends('7', channel2), by.confirms('1', channel2))]],
    [
      'a multiple confirm ends there',
      '#1 … #5',
      [orderService(by.sends('7', channel2)), sent, orderService(upTo('0'))],
    ],
    ['by connection', '#7', [sent, orderService(by.sends('7', line2), by.confirms('1', line2))]],
    ['by role', '#7', [sent, nextService(by.sends('7'), by.confirms('1'))]],
    ['anew when the channel is opened again', '#7', [sent, orderService(reopens, by.sends('7'), by.confirms('1'))]],
    ['so that a multiple one takes no old ones', '#7', [sent, orderService(reopens, by.sends('7'), upTo('1'))]],
    ['and what was confirmed before stays so', '#2', [sent, orderService(by.confirms('2'), reopens, upTo('0'))]],
  ])('sequences count %s', (_, confirmed, rows) => {
    expect(book(...rows).confirmed).toBe(confirmed)
  })

  it('tells which orders an event has answered', () => {
    const ledger = new RunningLedger()
    const rows = [sent, orderService(by.nacked('1'), by.confirmsKept('2'), upTo('4'), upTo('4'))]
    const answers = historyOf(about.sunnyDay, rows).events.map((event) => text(ledger.write(event)))
    expect(answers).toEqual(['', '', '', '', '', '#1', '#2', '#3 #4', ''])
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
