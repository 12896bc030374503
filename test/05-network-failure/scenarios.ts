import type { FaultName } from '../lab/history.ts'
import type { Role } from '../lab/roles/role.ts'
import type { Scenario } from '../lab/scenario.ts'
import type { Stage } from '../lab/stage.ts'
import { sunnyDayOfOrderService } from '../lab/sunny-day.ts'
import type { Direction } from '../lab/wire/pair.ts'

/** Turns without an event after which everybody has sent what they will send: 0.2 s of their own time. */
const silence = 8

/** Opens the order service and sees one order through: the connection is there, and everything is declared. */
async function openShop(stage: Stage): Promise<Role> {
  const orderService = await stage.openOrderService()
  stage.customers.place(orderService, 1)
  await stage.customers.answered(orderService)
  await stage.stored(orderService)
  return orderService
}

/** The network works again. Whose order was refused, or not answered, tries again. */
async function everybodyIsServed(stage: Stage, orderService: Role): Promise<void> {
  await stage.customers.claimed(orderService)
  await stage.stored(orderService)
}

/** One direction swallows everything, until all have sent what they will send. Then the connection is reset. */
async function loseOnTheWay(stage: Stage, fault: FaultName, direction: Direction): Promise<void> {
  const orderService = await openShop(stage)
  stage.fault(orderService, fault)
  orderService.wire.blackHole(direction)
  stage.customers.place(orderService, 19)
  await stage.still(orderService, silence)
  stage.fault(orderService, 'cut')
  orderService.wire.cut()
  orderService.wire.heal()
  await everybodyIsServed(stage, orderService)
}

/** The broker has the orders, its confirms get lost, and then the connection. Nobody can know that they are stored. */
const confirmIsLost: Scenario = {
  id: 'confirm-is-lost',
  title: 'the confirms get lost, and then the connection',
  candidate: 'order-service',
  faults: ['confirms-swallowed', 'cut'],
  lossCode: 'CLAIMED_WITHOUT_ANSWER',
  play: (stage) => loseOnTheWay(stage, 'confirms-swallowed', 'to-client'),
}

/** The same from outside, and the orders never reached the broker. */
const publishIsLost: Scenario = {
  id: 'publish-is-lost',
  title: 'the orders get lost on their way, and then the connection',
  candidate: 'order-service',
  faults: ['publishes-swallowed', 'cut'],
  lossCode: 'CLAIMED_WITHOUT_ANSWER',
  play: (stage) => loseOnTheWay(stage, 'publishes-swallowed', 'to-broker'),
}

/** A router forgets the connection: both ends wait for ever, and nobody is told. New connections work. */
const halfOpen: Scenario = {
  id: 'half-open',
  title: 'the connection goes dead, and nobody is told',
  candidate: 'order-service',
  faults: ['half-open'],
  lossCode: 'CLAIMED_WITHOUT_ANSWER',
  async play(stage) {
    const orderService = await openShop(stage)
    stage.fault(orderService, 'half-open')
    orderService.wire.strand()
    stage.customers.place(orderService, 19)
    await everybodyIsServed(stage, orderService)
  },
}

/** The broker can't be reached, customers come all the same, and then the order service is killed and started again. */
const serviceDiesOffline: Scenario = {
  id: 'service-dies-offline',
  title: 'the order service dies while it is offline',
  candidate: 'order-service',
  faults: ['offline', 'SIGKILL'],
  lossCode: 'LOST_WITH_ITS_PROCESS',
  async play(stage) {
    const first = await openShop(stage)
    stage.fault(first, 'offline')
    first.wire.refuse()
    first.wire.cut()
    stage.customers.place(first, 19)
    await stage.turns(first, 40) // 1 s of its own time: it may try to connect again and again, so it is never silent
    stage.fault(first, 'SIGKILL')
    await first.kill()

    const second = await stage.openOrderService('order-service-2')
    await everybodyIsServed(stage, second)
  },
}

/** Every 20 ms a customer comes while the broker freezes: some orders are on their way, some come into the silence. */
const everyMs = 20

/** The broker stops in the middle of a sentence, and goes on 5 s later as if nothing had happened. */
const brokerFreezes: Scenario = {
  id: 'broker-freezes',
  title: 'the broker is frozen for 5 s',
  candidate: 'order-service',
  faults: ['broker-frozen'],
  lossCode: 'CLAIMED_WITHOUT_ANSWER',
  brokerFault: 'freeze',
  orderCount: 60,
  async play(stage) {
    const orderService = await openShop(stage)
    await stage.gathered(orderService)
    const stream = stage.customers.stream(orderService, everyMs)
    await stage.until('orders in mid-stream', orderService, () => stream.count >= 5)
    await stage.brokerBreaks(orderService, 'broker-frozen')
    await stream.stop()
    await everybodyIsServed(stage, orderService)
  },
}

export const scenarios: Scenario[] = [
  ...[sunnyDayOfOrderService, confirmIsLost, publishIsLost, halfOpen],
  ...[serviceDiesOffline, brokerFreezes],
]
