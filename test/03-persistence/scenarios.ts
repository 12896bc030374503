import type { Scenario } from '../lab/scenario.ts'
import { sunnyDayOfOrderService } from '../lab/sunny-day.ts'

/** The only warehouse leaves. Orders come while nobody consumes. A new warehouse must find them. */
const warehouseRestarts: Scenario = {
  id: 'warehouse-restarts',
  title: 'the warehouse restarts, and orders come meanwhile',
  candidate: 'order-service',
  faults: ['SIGKILL'],
  lossCode: 'QUEUE_WENT_AWAY',
  async play(stage) {
    const orderService = await stage.openOrderService()
    stage.customers.place(orderService, 5)
    await stage.customers.answered(orderService)
    await stage.stored(orderService)

    const first = await stage.openWarehouse('warehouse-1')
    await stage.drained(first)
    stage.fault(first, 'SIGKILL')
    await first.kill()
    await stage.nobodyConsumes(orderService)
    stage.customers.place(orderService, 15)
    await stage.customers.answered(orderService)
    await stage.stored(orderService)

    const second = await stage.openWarehouse('warehouse-2')
    await stage.drained(second)
  },
}

/** The broker is stopped as one should, and started again. It says goodbye: clients get `close`, and no `error`. */
const brokerRestarts: Scenario = {
  id: 'broker-restarts',
  title: 'the broker is restarted',
  candidate: 'order-service',
  faults: ['broker-shutdown'],
  lossCode: 'LOST_ON_BROKER_RESTART',
  brokerFault: 'shutdown',
  async play(stage) {
    const orderService = await stage.openOrderService()
    stage.customers.place(orderService, 10)
    await stage.customers.answered(orderService)
    await stage.stored(orderService)
    await stage.gathered(orderService)
    await stage.brokerBreaks(orderService, 'broker-shutdown')

    stage.customers.place(orderService, 10)
    await stage.customers.claimed(orderService)
    await stage.stored(orderService)
  },
}

/**
 * How often a customer comes until the broker is killed. A queue that has nothing to do for a second writes down what it
 * has, asked or not: so it must have something to do.
 */
const everyMs = 50

/** Orders that have reached the broker by then, and as many that are still on the line. */
const inMidStream = 3

/** The broker is killed in the middle of the day. What the kernel's page cache holds survives: this is no power cut. */
const brokerDies: Scenario = {
  id: 'broker-dies',
  title: 'the broker is killed',
  candidate: 'order-service',
  faults: ['broker-SIGKILL'],
  lossCode: 'LOST_ON_BROKER_CRASH',
  brokerFault: 'crash',
  orderCount: 400,
  async play(stage) {
    const orderService = await stage.openOrderService()
    stage.customers.place(orderService, 1) // whoever declares late has declared by now
    await stage.customers.answered(orderService)
    await stage.gathered(orderService)
    stage.customers.place(orderService, 9)
    await stage.customers.answered(orderService)
    const stream = stage.customers.stream(orderService, everyMs)
    await stage.until('orders in mid-stream', orderService, () => stream.count >= inMidStream)
    stage.fault(orderService, 'publishes-swallowed')
    orderService.wire.blackHole('to-broker')
    await stage.until('orders on the line', orderService, () => stream.count >= 2 * inMidStream)
    await stage.brokerBreaks(orderService, 'broker-SIGKILL', () => {
      orderService.wire.cut()
      orderService.wire.heal()
      void stream.stop()
    })

    await stage.customers.answered(orderService)
    stage.customers.place(orderService, 10)
    await stage.customers.claimed(orderService)
    await stage.stored(orderService)
  },
}

export const scenarios: Scenario[] = [sunnyDayOfOrderService, warehouseRestarts, brokerRestarts, brokerDies]
