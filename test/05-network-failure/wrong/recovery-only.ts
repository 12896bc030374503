// earns: REFUSES_ORDERS
/** "amqplib recovers the connection by itself now." The connection, yes. The channel is closed for good, and every order after that fails on it. */
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl, { recovery: { initialDelay: 100, maxDelay: 1000 } })
  connection.on('error', (error) => console.error('The line broke:', error))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue)

  return {
    async place(order) {
      const answer = Promise.withResolvers<void>()
      const timer = setTimeout(() => answer.reject(new Error('no answer within 2 s')), 2000)
      try {
        const options = { messageId: order.id, persistent: true }
        channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), options, (error) =>
          error === null ? answer.resolve() : answer.reject(error),
        )
        await answer.promise
      } finally {
        clearTimeout(timer)
      }
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
