import type { CodeName } from './codes.ts'
import * as by from './histories.ts'
import { about, broker, first, historyOf, lab, nextService, orderService, type Row, second } from './histories.ts'
import type { FaultName, History } from './history.ts'

/** A scenario in which the order service is the candidate. */
export const shop = (faults: FaultName[], lossCode: CodeName): Omit<History, 'events'> => ({
  ...{ ...about.warehouseDies, scenario: 'shop', title: 'an order service is judged' },
  ...{ candidate: 'order-service', faults, lossCode },
})

// What an order service does. Sequences are the numbers of the orders, as long as it has one channel.
const firstOf = (orders: string) => Number(orders.split(/[ -]/)[0])
/** Customers come, and their orders are sent. Nothing comes back yet. */
export const sends = (orders: string): Row =>
  orderService(by.places(orders), by.sends(orders, { firstSequence: firstOf(orders) }))
/** Orders are placed, sent, confirmed and claimed. */
export const serves = (orders: string): Row => [...sends(orders), by.confirms(orders), by.claims(orders)]
/** The same on a new connection, after the old one was lost. */
export const servesOnNewLine = (orders: string): Row => {
  const count = by.ids(orders).length
  const answer = by.confirms(`1-${count}`, { connection: 2 })
  return orderService(
    by.connectsAgain,
    by.places(orders),
    by.sends(orders, { connection: 2 }),
    answer,
    by.claims(orders),
  )
}
export const opens = orderService(by.starts, by.opens, by.declares())
export const losesLine = orderService(by.tcpCloses())
/** The end of a play: the roles are killed, and the queue is emptied. */
export const endsWith = (orders: string): Row[] => [orderService(by.tcpCloses(), by.ended), lab(by.left(orders))]

const ships = (orders: string) => [
  ...[by.starts, by.opens, by.consumes(), by.gets(orders), by.shipsAtOnce(orders)],
  by.acks(`1-${by.ids(orders).length}`),
]
const dies = first(by.breaks('SIGKILL'), by.tcpCloses(), by.ended)
const breaksIt = (fault: FaultName): Row => orderService(by.breaks(fault))
const refused = orderService(by.tcpCloses(), by.refuses('2-3'))

/** A day of each scenario in chapters 3 to 5 on which the promise held, with few orders. */
export const orderServiceDays = {
  'sunny day': historyOf(shop([], 'LOST_WITHOUT_FAULT'), [
    ...[opens, serves('1-3'), first(...ships('1-3')), lab(by.drained)],
    ...endsWith(''),
  ]),
  'warehouse restarts': historyOf(shop(['SIGKILL'], 'QUEUE_WENT_AWAY'), [
    ...[opens, serves('1-2'), first(...ships('1-2')), lab(by.drained), dies],
    ...[serves('3-5'), second(...ships('3-5')), lab(by.drained)],
    ...endsWith(''),
  ]),
  'broker restarts': historyOf(shop(['broker-shutdown'], 'LOST_ON_BROKER_RESTART'), [
    ...[opens, serves('1-2'), broker(by.breaks('broker-shutdown')), losesLine, broker(by.servesAgain)],
    ...[servesOnNewLine('3-4'), ...endsWith('1-4')],
  ]),
  'broker dies in mid-stream': historyOf(shop(['confirms-swallowed', 'broker-SIGKILL'], 'CLAIMED_BUT_NOT_STORED'), [
    ...[opens, serves('1'), breaksIt('confirms-swallowed'), sends('2-3'), broker(by.breaks('broker-SIGKILL'))],
    ...[refused, broker(by.servesAgain), ...endsWith('1-2')],
  ]),
  'queue is full': historyOf(shop(['queue-full'], 'CLAIMED_THOUGH_REFUSED'), [
    ...[opens, serves('1'), breaksIt('queue-full'), sends('2-3'), orderService(by.nacked('2-3'), by.refuses('2-3'))],
    ...[orderService(by.healed, by.places('2-3'), by.sends('2-3', { firstSequence: 4 }), by.confirms('4-5'))],
    ...[orderService(by.claims('2-3')), ...endsWith('1-3')],
  ]),
  'confirms come merged': historyOf(shop(['confirms-merged'], 'LOST_WITHOUT_FAULT'), [
    ...[opens, breaksIt('confirms-merged'), sends('1-3'), orderService(by.confirmsKept('1-3'))],
    ...[orderService(by.confirms('3', { multiple: true }), by.claims('1-3')), ...endsWith('1-3')],
  ]),
  'confirm is lost': historyOf(shop(['confirms-swallowed', 'cut'], 'CLAIMED_WITHOUT_ANSWER'), [
    ...[opens, serves('1'), breaksIt('confirms-swallowed'), sends('2-3'), orderService(by.confirms('2-3'))],
    ...[breaksIt('cut'), refused, servesOnNewLine('2-3'), ...endsWith('1-3 2-3')],
  ]),
  'publish is lost': historyOf(shop(['publishes-swallowed', 'cut'], 'CLAIMED_WITHOUT_ANSWER'), [
    ...[opens, serves('1'), breaksIt('publishes-swallowed'), sends('2-3')],
    ...[breaksIt('cut'), refused, servesOnNewLine('2-3'), ...endsWith('1-3')],
  ]),
  'half-open': historyOf(shop(['half-open'], 'CLAIMED_WITHOUT_ANSWER'), [
    ...[opens, serves('1'), breaksIt('half-open'), sends('2-3'), refused, servesOnNewLine('2-3')],
    ...endsWith('1-3'),
  ]),
  'service dies offline': historyOf(shop(['offline', 'SIGKILL'], 'LOST_WITH_ITS_PROCESS'), [
    ...[opens, serves('1'), breaksIt('offline'), losesLine, orderService(by.places('2-3'), by.isTurnedAway)],
    ...[breaksIt('SIGKILL'), orderService(by.ended), nextService(by.starts, by.opens, by.places('2-3'))],
    ...[nextService(by.sends('2-3'), by.confirms('1-2'), by.claims('2-3'), by.tcpCloses(), by.ended)],
    lab(by.left('1-3')),
  ]),
  'broker freezes': historyOf(shop(['broker-frozen'], 'CLAIMED_WITHOUT_ANSWER'), [
    ...[opens, serves('1'), sends('2'), broker(by.breaks('broker-frozen')), sends('3'), broker(by.servesAgain)],
    ...[orderService(by.confirms('3', { multiple: true }), by.claims('2-3')), ...endsWith('1-3')],
  ]),
} satisfies Record<string, History>
