// earns: LOST_ON_CONSUMER_CRASH
/** "Redelivered means that somebody has done it." It means that somebody may have had it: the dead warehouse had, and shipped nothing. */
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
      if (message.fields.redelivered) {
        channel.ack(message) // ship no order twice
        return
      }
      const order: Order = JSON.parse(message.content.toString())
      try {
        await ship(order)
        channel.ack(message)
      } catch (error) {
        console.error(`Order ${order.id} goes back to the queue:`, error)
        channel.nack(message)
      }
    },
    { noAck: false },
  )
}
