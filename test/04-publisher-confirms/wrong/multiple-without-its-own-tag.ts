// earns: NEVER_ANSWERED
// only: confirms-come-merged
/** "Multiple means: all before this one." It means all up to this one. The order with the tag itself waits for an answer that has already come. */
import { connect } from 'amqplib'
import type { OpenOrderService, Order } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true })
  // One order at a time, so that they stand in the queue as the customers came.
  let turn: Promise<void> = Promise.resolve()
  let published = 0
  const waiting = new Map<number, PromiseWithResolvers<void>>()
  channel.on('ack', ({ deliveryTag, multiple }) => {
    for (const [tag, call] of waiting) {
      if (multiple ? tag < deliveryTag : tag === deliveryTag) call.resolve()
    }
  })
  const refuseAll = () => {
    for (const call of waiting.values()) call.reject(new Error('the broker did not take it'))
  }
  channel.on('nack', refuseAll)
  channel.on('close', refuseAll)

  const publish = async (order: Order) => {
    channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), { messageId: order.id, persistent: true })
    const call = Promise.withResolvers<void>()
    published += 1
    const tag = published
    waiting.set(tag, call)
    await call.promise.finally(() => waiting.delete(tag))
  }

  return {
    place(order) {
      const placed = turn.then(() => publish(order))
      turn = placed.catch(() => {})
      return placed
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
