import type { Scenario } from '../lab/scenario.ts'
import { sunnyDayOfWarehouse } from '../lab/sunny-day.ts'

/** In this chapter the desk's address asks for it: a dead peer is noticed after about 6 s. */
const heartbeatSeconds = 2

const sunnyDay: Scenario = { ...sunnyDayOfWarehouse, heartbeatSeconds }

/**
 * The connection is cut with orders in hand. The first of them does not come back to this warehouse, so that on the new
 * channel its tag belongs to another order. Then the old ship() ends, and its ack goes out late.
 */
const oldAckOnNewChannel: Scenario = {
  id: 'old-ack-on-new-channel',
  title: 'an ack comes too late, after a reconnect',
  candidate: 'warehouse',
  faults: ['cut', 'SIGKILL'],
  lossCode: 'LOST_BY_STALE_ACK',
  heartbeatSeconds,
  async play(stage) {
    const [first, orderService] = await Promise.all([stage.openWarehouse('warehouse-1'), stage.openOrderService()])
    first.dock({ decide: () => 'hold' })
    await stage.placeAll(orderService)
    await stage.until('parcels on their way', first, ({ inHand }) => inHand.size > 0)
    await stage.allOffered(first)
    await stage.still(first)

    first.wire.refuse()
    stage.fault(first, 'cut')
    first.wire.cut()
    const taken = await stage.takeFirst(first)
    const delivered = stage.deliveries(first)
    first.wire.accept()
    stage.healed(first)
    await stage.until('its orders on the new channel', first, () => stage.deliveries(first) > delivered)
    await stage.still(first)
    first.release(taken.orderId) // the parcel is on the truck, and the old handler goes on
    await stage.still(first)
    stage.fault(first, 'SIGKILL', stage.orderInHand())
    await first.kill()

    await taken.giveBack()
    const second = await stage.openWarehouse('warehouse-2')
    await stage.drained(second)
  },
}

/** The first order takes longer than those after it. They are done, it is not, and the warehouse is killed. */
const laterOrderFirst: Scenario = {
  id: 'later-order-first',
  title: 'a later order is done first',
  candidate: 'warehouse',
  faults: ['SIGKILL'],
  lossCode: 'LOST_BY_MULTIPLE_ACK',
  heartbeatSeconds,
  async play(stage) {
    const [first, orderService] = await Promise.all([stage.openWarehouse('warehouse-1'), stage.openOrderService()])
    first.dock({ decide: (count) => (count === 1 ? 'hold' : 'ship') })
    await stage.placeAll(orderService)
    await stage.until('a parcel that is on its way', first, ({ inHand }) => inHand.size > 0)
    await stage.allOffered(first)
    await stage.still(first)
    stage.fault(first, 'SIGKILL', stage.orderInHand())
    await first.kill()

    const second = await stage.openWarehouse('warehouse-2')
    await stage.drained(second)
  },
}

/** Orders that come at the end: whoever ships them has come back. */
const newOrders = 5

/**
 * The warehouse freezes with orders in hand. Missing heartbeats tell the broker, and another one gets them. Then it thaws:
 * its connection is gone, its orders are shipped already, and it must go on working.
 */
const warehouseFreezes: Scenario = {
  id: 'warehouse-freezes',
  title: 'a warehouse freezes, and wakes up later',
  candidate: 'warehouse',
  faults: ['SIGSTOP'],
  lossCode: 'LOST_ON_RECONNECT',
  heartbeatSeconds,
  orderCount: 20 + newOrders,
  async play(stage) {
    const last = stage.random.between(3, 9)
    const [first, orderService] = await Promise.all([stage.openWarehouse('warehouse-1'), stage.openOrderService()])
    first.dock({ decide: (count) => (count < last ? 'ship' : 'hold') })
    stage.customers.place(orderService, 20)
    await stage.customers.answered(orderService)
    await stage.until('parcels on their way', first, ({ inHand }) => inHand.size > 0)
    await stage.allOffered(first)
    await stage.still(first)
    const held = stage.inHand()
    stage.fault(first, 'SIGSTOP', stage.orderInHand())
    first.freeze()

    const second = await stage.openWarehouse('warehouse-2')
    await stage.untilHeartbeatsTell('the frozen orders', second, ({ claimed, shipped }) => claimed.isSubsetOf(shipped))
    first.dock({ decide: () => 'ship' })
    first.thaw()
    stage.healed(first)
    for (const orderId of held) first.release(orderId) // its trucks have left, too
    await stage.still(first)
    await second.kill()
    stage.customers.place(orderService, newOrders)
    await stage.customers.answered(orderService)
    await stage.drained(first)
  },
}

/** The broker is stopped as one should: clients hear `close`, and no `error`. What was in hand comes again. */
const brokerSaysGoodbye: Scenario = {
  id: 'broker-says-goodbye',
  title: 'the broker says goodbye and comes back',
  candidate: 'warehouse',
  faults: ['broker-shutdown'],
  lossCode: 'LOST_ON_RECONNECT',
  brokerFault: 'shutdown',
  heartbeatSeconds,
  orderCount: 20 + newOrders,
  async play(stage) {
    const last = stage.random.between(3, 9)
    const [warehouse, orderService] = await Promise.all([
      stage.openWarehouse('warehouse-1'),
      stage.openOrderService('order-service-1'),
    ])
    warehouse.dock({ decide: (count) => (count < last ? 'ship' : 'hold') })
    stage.customers.place(orderService, 20)
    await stage.customers.answered(orderService)
    await stage.until('parcels on their way', warehouse, ({ inHand }) => inHand.size > 0)
    await stage.allOffered(warehouse)
    await stage.still(warehouse)
    await orderService.kill()
    await stage.gathered(warehouse)
    await stage.brokerBreaks(warehouse, 'broker-shutdown', () => warehouse.dock({ decide: () => 'ship' }))

    const nextService = await stage.openOrderService('order-service-2')
    stage.customers.place(nextService, newOrders)
    await stage.customers.answered(nextService)
    await stage.drained(warehouse)
  },
}

export const scenarios: Scenario[] = [
  sunnyDay,
  oldAckOnNewChannel,
  laterOrderFirst,
  warehouseFreezes,
  brokerSaysGoodbye,
]
