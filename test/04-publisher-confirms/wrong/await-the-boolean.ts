// earns: CLAIMED_BUT_NOT_STORED
/** "True means sent, and after false I wait for drain." Both speak of a buffer in this process. The broker has not said a word. */
import { once } from 'node:events'
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createChannel()
  await channel.assertQueue(queue, { durable: true })

  return {
    async place(order) {
      const sent = await channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), {
        messageId: order.id,
        persistent: true,
      })
      if (!sent) await once(channel, 'drain')
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
