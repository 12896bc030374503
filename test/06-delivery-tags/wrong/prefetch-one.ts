// earns: LOST_BY_STALE_ACK
// only: old-ack-on-new-channel
/** "With one order in hand there is nothing to mix up." The broker counts what is unacknowledged on the new channel; the old ship() is still running, so there are two. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const opened = Promise.withResolvers<void>()
  let channel: Channel

  const handle = async (message: ConsumeMessage) => {
    const order: Order = JSON.parse(message.content.toString())
    try {
      await ship(order).then(
        () => channel.ack(message),
        () => channel.nack(message),
      )
    } catch (error) {
      console.error(`Order ${order.id} can't be acknowledged now, it will come again:`, error)
    }
  }

  const session = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection is lost:', error.message))
    const closed = new Promise((resolve) => connection.once('close', resolve))
    channel = await connection.createChannel()
    await channel.assertQueue(queue)
    await channel.prefetch(1)
    await channel.consume(queue, (message) => message && void handle(message))
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
