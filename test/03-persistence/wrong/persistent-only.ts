// earns: LOST_ON_BROKER_RESTART
// before: 4.3
/** "Persistent means that it is on the disk." A message lives in a queue. This one is not there after a restart, and its messages go with it. */
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue, exchange }) => {
  let line: Promise<{ connection: ChannelModel; channel: ConfirmChannel }> | undefined

  const connectToBroker = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection broke:', error.message))
    connection.on('close', forgetLine)
    const channel = await connection.createConfirmChannel()
    await channel.assertExchange(exchange, 'direct', { durable: false })
    await channel.assertQueue(queue, { durable: false })
    await channel.bindQueue(queue, exchange, 'placed')
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

  await currentLine()
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
