// earns: CLAIMED_THOUGH_REFUSED
// only: queue-is-full
/** "I ask once for all orders of a second: that is cheap." amqplib waits only for answers that are still open. A nack that came before the question is forgotten. */
import { setTimeout } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true })
  const confirmBatch = async () => {
    await setTimeout(1000)
    batch = null
    await channel.waitForConfirms()
  }
  let batch: Promise<void> | null = null

  return {
    async place(order) {
      channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), { messageId: order.id, persistent: true })
      batch ??= confirmBatch()
      await batch
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
