// earns: LOST_ON_FAILED_SHIPMENT
// only: truck-is-full-once
/** "Every delivery needs an ack, so it belongs in finally." It survives the crash, and it acknowledges the orders that failed. */
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
        console.error(`Order ${order.id} was not shipped:`, error)
      } finally {
        channel.ack(message)
      }
    },
    { noAck: false },
  )
}
