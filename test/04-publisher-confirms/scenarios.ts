import { limitedQueue } from '../lab/broker/configuration.ts'
import type { Scenario } from '../lab/scenario.ts'
import { sunnyDayOfOrderService } from '../lab/sunny-day.ts'

/** How often a customer comes while the broker is about to die. */
const everyMs = 50

/** Orders that are on their way when nothing comes back from the broker any more: a second's worth. */
const withoutAnswer = 20

/** Orders that are still on the line, and not at the broker, when it is killed. */
const onTheLine = 2

/**
 * The broker is killed in mid-stream. Just before, the network has become slow: first no confirm comes back any more, then
 * the last orders don't arrive either. So everybody has orders without an answer when the connection is reset.
 */
const brokerDies: Scenario = {
  id: 'broker-dies',
  title: 'the broker is killed in mid-stream',
  candidate: 'order-service',
  faults: ['confirms-swallowed', 'broker-SIGKILL'],
  lossCode: 'CLAIMED_BUT_NOT_STORED',
  brokerFault: 'crash',
  orderCount: 400,
  async play(stage) {
    const orderService = await stage.openOrderService()
    stage.customers.place(orderService, 1) // whoever declares late has declared by now
    await stage.customers.answered(orderService)
    await stage.gathered(orderService)
    stage.customers.place(orderService, 9)
    await stage.customers.answered(orderService)

    stage.fault(orderService, 'confirms-swallowed')
    orderService.wire.blackHole('to-client')
    const stream = stage.customers.stream(orderService, everyMs)
    await stage.until('orders in mid-stream', orderService, () => stream.count >= withoutAnswer)
    stage.fault(orderService, 'publishes-swallowed')
    orderService.wire.blackHole('to-broker')
    await stage.until('orders on the line', orderService, () => stream.count >= withoutAnswer + onTheLine)
    await stage.brokerBreaks(orderService, 'broker-SIGKILL', () => {
      orderService.wire.cut()
      orderService.wire.heal()
      void stream.stop() // the socket has failed: nobody streams into it any more
    })
    await stage.customers.answered(orderService)
    await stage.stored(orderService)
  },
}

/** The queue is at its limit and refuses: the broker answers each publish with a nack. Then there is room again. */
const queueIsFull: Scenario = {
  id: 'queue-is-full',
  title: 'the queue is full and refuses',
  candidate: 'order-service',
  faults: ['queue-full'],
  lossCode: 'CLAIMED_THOUGH_REFUSED',
  queue: limitedQueue,
  orderCount: 20,
  async play(stage) {
    const orderService = await stage.openOrderService()
    stage.customers.place(orderService, 1) // whoever declares late has declared by now
    await stage.customers.answered(orderService)
    await stage.stored(orderService)

    const makeRoom = await stage.fillQueue()
    stage.fault(orderService, 'queue-full')
    stage.customers.place(orderService, 19)
    await stage.customers.answeredOrPatient(orderService)
    await makeRoom()
    stage.healed(orderService)
    await stage.customers.claimed(orderService)
    await stage.stored(orderService)
  },
}

/** A broker under load answers many publishes with one frame. The wire makes it so: one answer for all that are open. */
const confirmsComeMerged: Scenario = {
  id: 'confirms-come-merged',
  title: 'one confirm answers many publishes',
  candidate: 'order-service',
  faults: ['confirms-merged'],
  lossCode: 'LOST_WITHOUT_FAULT',
  async play(stage) {
    const orderService = await stage.openOrderService()
    stage.fault(orderService, 'confirms-merged')
    orderService.wire.keepConfirms()
    stage.customers.place(orderService)
    await stage.customers.answered(orderService, async () => {
      await stage.still(orderService, 2)
      orderService.wire.giveConfirms()
    })
    await stage.stored(orderService)
  },
}

export const scenarios: Scenario[] = [sunnyDayOfOrderService, brokerDies, queueIsFull, confirmsComeMerged]
