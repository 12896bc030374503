// earns: NEVER_ANSWERED
// only: broker-dies
/** "The broker answers every publish with ack or nack." A dead broker answers with neither, and the customers wait for ever. */
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

type Call = PromiseWithResolvers<void>
type Confirm = { deliveryTag: number; multiple: boolean }

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true })
  let published = 0
  const waiting = new Map<number, Call>()
  const settle = ({ deliveryTag, multiple }: Confirm, answer: (call: Call) => void) => {
    for (const [tag, call] of waiting) {
      if (multiple ? tag > deliveryTag : tag !== deliveryTag) continue
      waiting.delete(tag)
      answer(call)
    }
  }
  channel.on('ack', (confirm) => settle(confirm, (call) => call.resolve()))
  channel.on('nack', (confirm) => settle(confirm, (call) => call.reject(new Error('the broker refused it'))))

  return {
    async place(order) {
      channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), { messageId: order.id, persistent: true })
      const call: Call = Promise.withResolvers()
      published += 1
      waiting.set(published, call)
      await call.promise
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
