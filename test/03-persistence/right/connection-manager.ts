/** A wrapper library that reconnects, declares again and waits for the confirm by itself: amqp-connection-manager. */
import { connect } from 'amqp-connection-manager'
import type { ConfirmChannel } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue, exchange }) => {
  const connection = connect([amqpUrl], { reconnectTimeInSeconds: 0.5 })
  const wrapper = connection.createChannel({
    setup: async (channel: ConfirmChannel) => {
      await channel.assertExchange(exchange, 'topic', { durable: true })
      await channel.assertQueue(queue, { durable: true })
      await channel.bindQueue(queue, exchange, 'order.#')
    },
  })
  wrapper.on('error', (error) => console.error('The channel could not be set up:', error.message))
  await wrapper.waitForConnect()
  return {
    async place(order) {
      const body = Buffer.from(JSON.stringify(order))
      await wrapper.publish(exchange, 'order.placed', body, { messageId: order.id, persistent: true })
    },
    async close() {
      await wrapper.close()
      await connection.close()
    },
  }
}
