// earns: CLAIMED_BUT_NOT_STORED
// only: broker-dies
/** "The queue is durable and the broker confirms, so the order is safe." A message without the persistent flag is confirmed when it is in memory, and thrown away at the restart. */
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true })

  return {
    async place(order) {
      const confirmed = Promise.withResolvers<void>()
      channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), { messageId: order.id }, (error) =>
        error === null ? confirmed.resolve() : confirmed.reject(error),
      )
      await confirmed.promise
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
