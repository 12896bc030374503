/** A wrapper library: amqp-connection-manager confirms by default, and its promise rejects after a deadline. */
import { connect } from 'amqp-connection-manager'
import type { ConfirmChannel } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = connect([amqpUrl], { reconnectTimeInSeconds: 1 })
  const wrapper = connection.createChannel({
    publishTimeout: 5_000,
    setup: (channel: ConfirmChannel) => channel.assertQueue(queue, { durable: true }),
  })
  wrapper.on('error', (error: Error) => console.error('The channel broke:', error.message))
  await wrapper.waitForConnect()

  return {
    async place(order) {
      const options = { messageId: order.id, persistent: true }
      await wrapper.sendToQueue(queue, Buffer.from(JSON.stringify(order)), options)
    },
    async close() {
      await wrapper.close()
      await connection.close()
    },
  }
}
