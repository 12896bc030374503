// earns: LOST_BY_MULTIPLE_ACK
// only: later-order-first
/** "Every five parcels I acknowledge the batch up to its highest tag." Five are on the truck, but not the first five. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

interface Batch {
  count: number
  last: ConsumeMessage | null
}

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const opened = Promise.withResolvers<void>()

  const handle = async (channel: Channel, batch: Batch, message: ConsumeMessage) => {
    const order: Order = JSON.parse(message.content.toString())
    const isShipped = await ship(order).then(
      () => true,
      () => false,
    )
    try {
      if (!isShipped) return channel.nack(message)
      batch.count += 1
      if (message.fields.deliveryTag > (batch.last?.fields.deliveryTag ?? 0)) batch.last = message
      if (batch.count >= 5) flush(channel, batch)
    } catch (error) {
      console.error(`Order ${order.id} came on a channel that is closed:`, error)
    }
  }

  const flush = (channel: Channel, batch: Batch) => {
    if (batch.count > 0 && batch.last) channel.ack(batch.last, true)
    batch.count = 0
  }

  const session = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection is lost:', error.message))
    const closed = new Promise((resolve) => connection.once('close', resolve))
    const channel = await connection.createChannel()
    await channel.assertQueue(queue)
    await channel.prefetch(10)
    const batch: Batch = { count: 0, last: null }
    const timer = setInterval(() => flush(channel, batch), 200)
    connection.once('close', () => clearInterval(timer))
    await channel.consume(queue, (message) => message && void handle(channel, batch, message))
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
