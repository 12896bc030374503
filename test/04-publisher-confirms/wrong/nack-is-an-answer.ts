// earns: CLAIMED_THOUGH_REFUSED
// only: queue-is-full
/** "A nack shows that the broker has seen the order; a line in the log will do." It has seen it and refused it. Nobody has it now. */
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true })

  return {
    async place(order) {
      const answered = Promise.withResolvers<void>()
      const options = { messageId: order.id, persistent: true }
      channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), options, (error) => {
        if (error?.message === 'channel closed') return answered.reject(error)
        if (error) console.warn(`Order ${order.id}:`, error.message)
        answered.resolve()
      })
      await answered.promise
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
