// earns: GOES_IN_CIRCLES
// only: one-order-is-poisoned
/** "A failed order goes back, and is tried again." At once, and again at once: nothing in this circle waits, so it turns as fast as the network does. */
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)
  await channel.prefetch(10)

  await channel.consume(
    queue,
    async (message) => {
      if (message === null) return
      const order: Order = JSON.parse(message.content.toString())
      try {
        await ship(order)
      } catch (error) {
        console.error(`Order ${order.id} goes back to the queue:`, error)
        channel.nack(message)
        return
      }
      channel.ack(message)
    },
    { noAck: false },
  )
}
