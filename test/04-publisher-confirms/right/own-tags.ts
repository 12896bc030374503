/** Counts publishes as the broker does, and settles its calls by delivery tag: exact, up to a tag, or all when the channel closes. */
import { connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

type Call = PromiseWithResolvers<void>

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true })

  let published = 0
  const waiting = new Map<number, Call>()
  const settle = (isMeant: (tag: number) => boolean, answer: (call: Call) => void) => {
    for (const [tag, call] of waiting) {
      if (!isMeant(tag)) continue
      waiting.delete(tag)
      answer(call)
    }
  }
  const meantBy =
    ({ deliveryTag, multiple }: { deliveryTag: number; multiple: boolean }) =>
    (tag: number) =>
      multiple ? tag <= deliveryTag : tag === deliveryTag
  channel.on('ack', (fields) => settle(meantBy(fields), (call) => call.resolve()))
  channel.on('nack', (fields) => settle(meantBy(fields), (call) => call.reject(new Error('the broker refused it'))))
  channel.on('close', () =>
    settle(
      () => true,
      (call) => call.reject(new Error('the broker is gone')),
    ),
  )

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
