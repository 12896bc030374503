import type { Scenario } from '../lab/scenario.ts'
import { sunnyDayOfWarehouse } from '../lab/sunny-day.ts'

/** The warehouse is killed between the hand-off and the effect: the order is taken over, and not on a truck. */
const warehouseDies: Scenario = {
  id: 'warehouse-dies',
  title: 'a warehouse dies while it ships',
  candidate: 'warehouse',
  faults: ['SIGKILL'],
  lossCode: 'LOST_ON_CONSUMER_CRASH',
  async play(stage) {
    const last = stage.random.between(3, 9)
    const [first, orderService] = await Promise.all([stage.openWarehouse('warehouse-1'), stage.openOrderService()])
    first.dock({ decide: (count) => (count < last ? 'ship' : 'hold') })
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

/** One order needs a third try: ship() rejects it twice. */
const truckIsFullTwice: Scenario = {
  id: 'truck-is-full-twice',
  title: 'a truck is full twice',
  candidate: 'warehouse',
  faults: ['ship-rejects'],
  lossCode: 'LOST_ON_FAILED_SHIPMENT',
  async play(stage) {
    const unlucky = stage.orders[stage.random.between(2, 17)]?.id as string
    const [warehouse, orderService] = await Promise.all([stage.openWarehouse('warehouse-1'), stage.openOrderService()])
    let tries = 0
    warehouse.dock({
      decide: (_, { id }) => {
        if (id === unlucky) tries += 1
        return id === unlucky && tries <= 2 ? { rejectWith: 'the truck is full' } : 'ship'
      },
    })
    await stage.placeAll(orderService)
    await stage.drained(warehouse)
  },
}

/** ship() does not return a promise that rejects: it throws, once. */
const shipThrows: Scenario = {
  id: 'ship-throws',
  title: 'ship() throws at once instead of rejecting',
  candidate: 'warehouse',
  faults: ['ship-throws'],
  lossCode: 'LOST_ON_FAILED_SHIPMENT',
  async play(stage) {
    const [warehouse, orderService] = await Promise.all([stage.openWarehouse('warehouse-1'), stage.openOrderService()])
    await warehouse.throwAt(stage.random.between(3, 9), 'the dock door is jammed')
    await stage.placeAll(orderService)
    await stage.drained(warehouse)
  },
}

/** One order can never be shipped. The others must not wait for it, it must not be lost, and it must not spin. */
const oneOrderIsPoisoned: Scenario = {
  id: 'one-order-is-poisoned',
  title: 'one order can never be shipped',
  candidate: 'warehouse',
  faults: ['poison'],
  lossCode: 'LOST_ON_FAILED_SHIPMENT',
  async play(stage) {
    const poisoned = stage.orders[stage.random.between(2, 12)]?.id as string
    const rejection = { rejectWith: 'no such address', poisoned: true }
    const [warehouse, orderService] = await Promise.all([stage.openWarehouse('warehouse-1'), stage.openOrderService()])
    warehouse.dock({ decide: (_, { id }) => (id === poisoned ? rejection : 'ship') })
    await stage.placeAll(orderService)

    const others = new Set(stage.orders.map(({ id }) => id).filter((id) => id !== poisoned))
    const isPoisoned = (orderId: string) => orderId === poisoned
    await stage.untilProgressEnds('the end of all other orders', warehouse, ({ shipped, unacknowledged }) => ({
      done: others.isSubsetOf(shipped) && [...unacknowledged].every(isPoisoned),
      progress: shipped.size,
    }))
    await stage.tried(warehouse)
  },
}

export const scenarios: Scenario[] = [
  sunnyDayOfWarehouse,
  warehouseDies,
  truckIsFullTwice,
  shipThrows,
  oneOrderIsPoisoned,
]
