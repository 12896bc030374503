// earns: NEVER_RECONNECTED
// only: broker-says-goodbye
/** "Ten tries are enough." A restart of the broker takes longer, and then this process lives on and works for nobody. */
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
    for (let failures = 0; failures < 10; ) {
      const error = await session().catch((reason: Error) => reason)
      failures = error ? failures + 1 : 0
      if (error) console.error(`Try ${failures} of 10:`, error.message)
      await pause(250)
    }
    console.error('The broker is gone.')
  }
  void keepConsuming()
  await opened.promise
}
