import { connect } from 'amqplib'
import type { OpenOrderService } from '../../exercises/shop.ts'

/** Puts every order into the queue of the warehouse, and says "accepted" when the broker has taken responsibility for it. */
export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  // #region channel
  const channel = await connection.createConfirmChannel()
  // #endregion
  await channel.assertQueue(queue, { durable: true })

  return {
    // #region place
    async place(order) {
      const confirmed = Promise.withResolvers<void>()
      channel.sendToQueue(
        queue,
        Buffer.from(JSON.stringify(order)),
        { messageId: order.id, persistent: true },
        // null: the broker has it. "message nacked": it refused. "channel closed": nobody knows.
        (error) => (error === null ? confirmed.resolve() : confirmed.reject(error)),
      )
      await confirmed.promise
    },
    // #endregion

    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
