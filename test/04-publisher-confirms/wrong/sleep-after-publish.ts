// earns: CLAIMED_BUT_NOT_STORED
/** "Half a second is plenty for the broker." Nobody told it to hurry: without a confirm to send, it may keep the order in memory for longer than that. */
import { setTimeout } from 'node:timers/promises'
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
      await setTimeout(500)
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
