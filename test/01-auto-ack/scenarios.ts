import type { Scenario } from '../lab/scenario.ts'
import { sunnyDayOfWarehouse } from '../lab/sunny-day.ts'

/** The warehouse is killed while a parcel is on its way to the truck. A second instance takes over. */
const warehouseDies: Scenario = {
  id: 'warehouse-dies',
  title: 'a warehouse dies while it ships',
  candidate: 'warehouse',
  faults: ['SIGKILL'],
  lossCode: 'LOST_ON_CONSUMER_CRASH',
  async play(stage) {
    const last = stage.random.between(5, 12)
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

/** One truck is full: ship() rejects for one order, once. */
const truckIsFullOnce: Scenario = {
  id: 'truck-is-full-once',
  title: 'a truck is full once',
  candidate: 'warehouse',
  faults: ['ship-rejects'],
  lossCode: 'LOST_ON_FAILED_SHIPMENT',
  async play(stage) {
    const unlucky = stage.random.between(3, 18)
    const [warehouse, orderService] = await Promise.all([stage.openWarehouse('warehouse-1'), stage.openOrderService()])
    warehouse.dock({ decide: (count) => (count === unlucky ? { rejectWith: 'the truck is full' } : 'ship') })
    await stage.placeAll(orderService)
    await stage.drained(warehouse)
  },
}

export const scenarios: Scenario[] = [sunnyDayOfWarehouse, warehouseDies, truckIsFullOnce]
