import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../exercises/shop.ts'

/** Ships every order that arrives in the queue, and lets the broker forget an order only when its parcel is on the truck. */
export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)
  // #region prefetch
  await channel.prefetch(10) // at most 10 orders are in this process's hands; the rest wait in the queue
  // #endregion

  // #region consume
  await channel.consume(
    queue,
    async (message) => {
      if (message === null) return // the broker cancelled this consumer
      const order: Order = JSON.parse(message.content.toString())
      try {
        await ship(order)
      } catch (error) {
        console.error(`Order ${order.id} goes back to the queue:`, error)
        channel.nack(message) // requeue is amqplib's default: the broker delivers it again
        return
      }
      channel.ack(message)
    },
    { noAck: false },
  )
  // #endregion
}
