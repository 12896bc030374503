// earns: LOST_ON_RECONNECT
/** "This order is being shipped by an earlier delivery, so the second one can go." The second delivery is the only one that the broker still keeps. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const opened = Promise.withResolvers<void>()
  const inHand = new Set<string>()

  const handle = async (channel: Channel, message: ConsumeMessage) => {
    const order: Order = JSON.parse(message.content.toString())
    if (inHand.has(order.id)) return channel.ack(message)
    inHand.add(order.id)
    const isShipped = await ship(order).then(
      () => true,
      () => false,
    )
    inHand.delete(order.id)
    try {
      if (isShipped) channel.ack(message)
      else channel.nack(message)
    } catch (error) {
      console.error(`Order ${order.id} came on a channel that is closed:`, error)
    }
  }

  const session = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection is lost:', error.message))
    const closed = new Promise((resolve) => connection.once('close', resolve))
    const channel = await connection.createChannel()
    await channel.assertQueue(queue)
    await channel.prefetch(10)
    await channel.consume(queue, (message) => message && void handle(channel, message))
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
