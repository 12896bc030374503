// earns: LOST_BY_STALE_ACK
// only: old-ack-on-new-channel
/** "I acknowledge only tags that are open on this connection." Tag 1 is open again: it is the first delivery of each channel, and another order now. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const opened = Promise.withResolvers<void>()
  const open = new Set<number>()
  let channel: Channel

  const handle = async (message: ConsumeMessage) => {
    const order: Order = JSON.parse(message.content.toString())
    const tag = message.fields.deliveryTag
    open.add(tag)
    const isShipped = await ship(order).then(
      () => true,
      () => false,
    )
    if (!open.delete(tag)) return // from before the connection was lost
    if (isShipped) channel.ack(message)
    else channel.nack(message)
  }

  const session = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection is lost:', error.message))
    const closed = new Promise((resolve) => connection.once('close', resolve))
    channel = await connection.createChannel()
    await channel.assertQueue(queue)
    await channel.prefetch(10)
    connection.once('close', () => open.clear())
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
