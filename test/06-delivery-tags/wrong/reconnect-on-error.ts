// earns: NEVER_RECONNECTED
// only: broker-says-goodbye
/** "When the connection is lost, amqplib emits an error." Not when the broker says goodbye: a graceful stop closes with 320, and only "close" is emitted. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const opened = Promise.withResolvers<void>()

  const handle = async (channel: Channel, message: ConsumeMessage) => {
    const order: Order = JSON.parse(message.content.toString())
    try {
      await ship(order).then(
        () => channel.ack(message),
        () => channel.nack(message),
      )
    } catch (error) {
      console.error(`Order ${order.id} came on a channel that is closed:`, error)
    }
  }

  const session = async () => {
    const connection = await connect(amqpUrl)
    const lost = new Promise((resolve) => connection.on('error', resolve))
    const channel = await connection.createChannel()
    await channel.assertQueue(queue)
    await channel.prefetch(10)
    await channel.consume(queue, (message) => message && void handle(channel, message))
    opened.resolve()
    await lost
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
