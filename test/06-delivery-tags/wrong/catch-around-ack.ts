// earns: LOST_BY_STALE_ACK
// only: old-ack-on-new-channel
/** "A late ack can only throw, so I catch it." It throws while there is no connection. On the next one it is a valid ack, for another order. */
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
    await channel.prefetch(10)
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
