import { connect } from 'amqplib'
import type { OpenOrderService } from '../shop.ts'

/** Puts every order into the queue of the warehouse. */
export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createChannel()
  await channel.assertQueue(queue, { durable: true })

  return {
    // TODO: when place() resolves, the order must be safe with the broker, even if the broker is killed in the
    // next moment. When the broker refuses the order, or is gone, place() must reject.
    // #region place
    async place(order) {
      channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), { messageId: order.id, persistent: true })
    },
    // #endregion

    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
