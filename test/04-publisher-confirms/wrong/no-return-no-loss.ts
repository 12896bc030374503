// earns: CLAIMED_BUT_NOT_STORED
/** "With mandatory the broker sends back what it can't deliver. Nothing came back." It sends back what has no queue. What a queue loses, it can't send. */
import { setTimeout } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createChannel()
  await channel.assertQueue(queue, { durable: true })
  const returned = new Set<string>()
  channel.on('return', ({ properties }) => returned.add(properties.messageId))

  return {
    async place(order) {
      const options = { messageId: order.id, persistent: true, mandatory: true }
      channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), options)
      await setTimeout(200)
      if (returned.delete(order.id)) throw new Error(`Order ${order.id} came back`)
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
