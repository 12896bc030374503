// earns: LOST_ON_FAILED_SHIPMENT
/** "A failed order must not block the others." Without a dead-letter exchange, a reject without requeue drops it for good. */
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
        channel.ack(message)
      } catch (error) {
        console.error(`Order ${order.id} was not shipped:`, error)
        channel.nack(message, false, false)
      }
    },
    { noAck: false },
  )
}
