// earns: NEVER_SETTLED
/** "What is never acknowledged can't be lost." True, and the broker holds every order for ever and delivers it again after each restart. */
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)
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
      }
    },
    { noAck: false },
  )
}
