import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

/** The order service of the chapters in which the reader writes the warehouse: it claims an order when the broker has confirmed it. */
export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createConfirmChannel()
  return {
    async place(order) {
      const confirmed = Promise.withResolvers<void>()
      channel.sendToQueue(
        queue,
        Buffer.from(JSON.stringify(order)),
        { messageId: order.id, persistent: true },
        (error) => (error === null ? confirmed.resolve() : confirmed.reject(error)),
      )
      await confirmed.promise
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
