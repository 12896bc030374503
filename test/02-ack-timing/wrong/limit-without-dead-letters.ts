// earns: LOST_ON_FAILED_SHIPMENT
// only: one-order-is-poisoned
/** "A quorum queue with a delivery limit ends the loop by itself." It ends it by dropping the order, because there is no dead-letter exchange that takes it. */
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue, { arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 5 } })
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
        channel.reject(message, true)
        return
      }
      channel.ack(message)
    },
    { noAck: false },
  )
}
