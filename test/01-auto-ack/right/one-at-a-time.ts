/** One order in hand, the others wait in the queue: an ack for each, in a plain loop. */
import { type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)
  await channel.prefetch(1)

  const handle = async (message: ConsumeMessage) => {
    const order: Order = JSON.parse(message.content.toString())
    for (;;) {
      try {
        await ship(order)
        return channel.ack(message)
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20)) // the next truck comes soon
      }
    }
  }
  await channel.consume(queue, (message) => void (message && handle(message)))
}
