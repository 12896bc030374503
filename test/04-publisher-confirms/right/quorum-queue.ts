/** A quorum queue writes every message to disk before it confirms; it doesn't look at the persistent flag. */
import { promisify } from 'node:util'
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } })
  const send = promisify(channel.publish.bind(channel))

  return {
    async place(order) {
      await send('', queue, Buffer.from(JSON.stringify(order)), { messageId: order.id })
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
