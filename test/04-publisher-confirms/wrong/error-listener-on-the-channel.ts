// earns: EXITED
// only: broker-dies
/** "All I use is the channel, so I listen there." When the connection breaks, amqplib emits the error on the connection. Without a listener there, it ends the process. */
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true })
  channel.on('error', (error) => console.error('The channel broke:', error.message))

  return {
    async place(order) {
      const confirmed = Promise.withResolvers<void>()
      const options = { messageId: order.id, persistent: true }
      channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), options, (error) =>
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
