/** A wrapper library: amqp-connection-manager reconnects; a deadline for each publish, and short heartbeats. The customer tries again. */
import { connect } from 'amqp-connection-manager'
import type { ConfirmChannel } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = connect([amqpUrl], {
    heartbeatIntervalInSeconds: 1,
    reconnectTimeInSeconds: 0.2,
    connectionOptions: { timeout: 5000 },
  })
  const wrapper = connection.createChannel({
    publishTimeout: 4000,
    setup: (channel: ConfirmChannel) => channel.assertQueue(queue),
  })
  wrapper.on('error', (error) => console.error('The line broke:', error)) // without it the process ends
  await wrapper.waitForConnect()

  return {
    async place(order) {
      await wrapper.sendToQueue(queue, Buffer.from(JSON.stringify(order)), { messageId: order.id, persistent: true })
    },
    async close() {
      await wrapper.close()
      await connection.close()
    },
  }
}
