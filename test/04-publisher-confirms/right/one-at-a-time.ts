/** One order is on its way; the next one leaves when the broker has answered. Slow, and easy to reason about. */
import { connect } from 'amqplib'
import type { OpenOrderService, Order } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true })

  const publish = async (order: Order) => {
    channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), { messageId: order.id, persistent: true })
    await channel.waitForConfirms()
  }
  let turn: Promise<void> = Promise.resolve()

  return {
    place(order) {
      const placed = turn.then(() => publish(order))
      turn = placed.catch(() => {}) // the one before me may fail; my turn comes all the same
      return placed
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
