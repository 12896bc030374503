import type { Scenario } from './scenario.ts'

const sunnyDay = {
  id: 'sunny-day',
  title: 'every order is shipped on a sunny day',
  faults: [],
  lossCode: 'LOST_WITHOUT_FAULT',
  control: true,
} satisfies Partial<Scenario>

/** Nothing breaks. Whoever fails here has not understood the task yet. */
export const sunnyDayOfWarehouse: Scenario = {
  ...sunnyDay,
  candidate: 'warehouse',
  async play(stage) {
    const [warehouse, orderService] = await Promise.all([stage.openWarehouse('warehouse-1'), stage.openOrderService()])
    await stage.placeAll(orderService)
    await stage.drained(warehouse)
  },
}

/** The same for an order service: the lab's warehouse comes when the orders are placed, and ships them. */
export const sunnyDayOfOrderService: Scenario = {
  ...sunnyDay,
  candidate: 'order-service',
  async play(stage) {
    const orderService = await stage.openOrderService()
    await stage.placeAll(orderService)
    await stage.stored(orderService)
    const warehouse = await stage.openWarehouse('warehouse-1')
    await stage.drained(warehouse)
  },
}
