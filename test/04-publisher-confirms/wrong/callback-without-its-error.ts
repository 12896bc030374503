// earns: CLAIMED_BUT_NOT_STORED
/**
 * "We wait for the broker's answer before we say accepted." The callback is called for a no and for a lost connection, too:
 * then its first argument is an error. Who does not look at it takes all three answers for a yes.
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
      const answered = Promise.withResolvers<void>()
      const content = Buffer.from(JSON.stringify(order))
      channel.sendToQueue(queue, content, { messageId: order.id, persistent: true }, () => answered.resolve())
      await answered.promise
    },

    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
