// earns: REFUSES_ORDERS
// only: queue-is-full
/** "A nack is an internal error of the broker, so I take no more orders until somebody looks." Here the queue was full for a moment. The shop stays closed for ever. */
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true })
  let broken: Error | null = null

  return {
    async place(order) {
      if (broken) throw broken
      const confirmed = Promise.withResolvers<void>()
      const options = { messageId: order.id, persistent: true }
      channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), options, (error) => {
        if (error === null) return confirmed.resolve()
        broken = error
        confirmed.reject(error)
      })
      await confirmed.promise
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
