// earns: EXITED
/** "The right channel is enough." It is closed when the old ship() ends: then ack() throws, the rejection is not handled, and Node ends the process. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const opened = Promise.withResolvers<void>()

  const handle = async (channel: Channel, message: ConsumeMessage) => {
    const order: Order = JSON.parse(message.content.toString())
    await ship(order).then(
      () => channel.ack(message),
      () => channel.nack(message),
    )
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
