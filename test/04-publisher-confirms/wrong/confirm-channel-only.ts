// earns: CLAIMED_BUT_NOT_STORED
/**
 * "The channel is in confirm mode now, and we await the publish." The broker does answer. But `sendToQueue` returns a
 * boolean about a buffer of this process, and to await a boolean waits for nothing. Nobody listens to the answer.
 */
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true })

  return {
    async place(order) {
      await channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), { messageId: order.id, persistent: true })
    },

    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
