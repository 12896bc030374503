// earns: LOST_ON_FAILED_SHIPMENT
/** "Redelivered means that it has failed before: the second failure is final." The truck was full twice, and the third try would have worked. And without a dead-letter exchange, final means dropped. */
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
        console.error(`Order ${order.id} was not shipped:`, error)
        channel.nack(message, false, !message.fields.redelivered)
        return
      }
      channel.ack(message)
    },
    { noAck: false },
  )
}
