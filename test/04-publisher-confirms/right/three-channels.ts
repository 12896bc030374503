/** Three confirm channels in turn: each counts its delivery tags from 1, and amqplib keeps them apart. */
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channels = await Promise.all([1, 2, 3].map(() => connection.createConfirmChannel()))
  await channels[0]?.assertQueue(queue, { durable: true })
  let next = 0

  return {
    place(order) {
      next = (next + 1) % channels.length
      return new Promise((resolve, reject) => {
        const options = { messageId: order.id, persistent: true }
        channels[next]?.sendToQueue(queue, Buffer.from(JSON.stringify(order)), options, (error) =>
          error === null ? resolve() : reject(error),
        )
      })
    },
    async close() {
      for (const channel of channels) await channel.close()
      await connection.close()
    },
  }
}
