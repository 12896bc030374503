/** One ack for many orders: up to the last one of which all before it, on the same channel, are on the truck. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

interface InHand {
  message: ConsumeMessage
  isShipped: boolean
}

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const opened = Promise.withResolvers<void>()

  /** `line` is all that came on `channel` and is not settled, in the order of the tags. */
  const handle = async (channel: Channel, line: InHand[], message: ConsumeMessage) => {
    const order: Order = JSON.parse(message.content.toString())
    const inHand: InHand = { message, isShipped: false }
    line.push(inHand)
    inHand.isShipped = await ship(order).then(
      () => true,
      () => false,
    )
    try {
      if (!inHand.isShipped) {
        line.splice(line.indexOf(inHand), 1)
        channel.nack(message)
      }
      const unfinished = line.findIndex(({ isShipped }) => !isShipped)
      const done = line.splice(0, unfinished === -1 ? line.length : unfinished)
      const last = done.at(-1)
      if (last) channel.ack(last.message, true)
    } catch (error) {
      console.error(`Order ${order.id}: its channel is closed.`, error)
    }
  }

  const session = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection is lost:', error.message))
    const closed = new Promise((resolve) => connection.once('close', resolve))
    const channel = await connection.createChannel()
    const line: InHand[] = []
    await channel.assertQueue(queue)
    await channel.prefetch(50)
    await channel.consume(queue, (message) => message && void handle(channel, line, message))
    opened.resolve()
    await closed
  }

  const keepConsuming = async () => {
    for (;;) {
      await session().catch((error) => console.error('No session:', error.message))
      await pause(200)
    }
  }
  void keepConsuming()
  await opened.promise
}
