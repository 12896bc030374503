/** No callbacks: waitForConfirms() is asked in the same breath as the publish, before any answer can have come. */
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true })

  return {
    async place(order) {
      channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), { messageId: order.id, persistent: true })
      await channel.waitForConfirms()
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
