// earns: REFUSES_ORDERS
// before: 4.2
/** "An exchange holds no messages, so it needn't be durable." It holds the way to the queue. With Mnesia it is gone after a restart, and who declares it only once gets 404 for each new order. */
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue, exchange }) => {
  let line: Promise<{ connection: ChannelModel; channel: ConfirmChannel }> | undefined

  const connectToBroker = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection broke:', error.message))
    connection.on('close', forgetLine)
    const channel = await connection.createConfirmChannel()
    return { connection, channel }
  }

  const forgetLine = () => {
    line = undefined
  }

  const currentLine = () => {
    line ??= connectToBroker().catch((error) => {
      forgetLine()
      throw error
    })
    return line
  }

  const { channel: first } = await currentLine()
  await first.assertExchange(exchange, 'direct', { durable: false })
  await first.assertQueue(queue, { durable: true })
  await first.bindQueue(queue, exchange, 'placed')
  return {
    async place(order) {
      const { channel } = await currentLine()
      const confirmed = Promise.withResolvers<void>()
      channel.publish(
        exchange,
        'placed',
        Buffer.from(JSON.stringify(order)),
        { messageId: order.id, persistent: true },
        (error) => (error === null ? confirmed.resolve() : confirmed.reject(error)),
      )
      await confirmed.promise
    },
    async close() {
      const open = await line
      await open?.connection.close()
    },
  }
}
