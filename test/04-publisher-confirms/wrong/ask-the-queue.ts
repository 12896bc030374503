// earns: CLAIMED_BUT_NOT_STORED
/** "A channel works in order, so its answer to my question proves that the order has arrived." It has arrived, in memory. On disk it is not. */
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createChannel()
  await channel.assertQueue(queue, { durable: true })

  return {
    async place(order) {
      channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), { messageId: order.id, persistent: true })
      await channel.checkQueue(queue)
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
