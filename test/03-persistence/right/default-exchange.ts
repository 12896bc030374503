/** No exchange of its own: the default exchange is always there, and each queue is bound to it by its name. */
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  let line: Promise<{ connection: ChannelModel; channel: ConfirmChannel }> | undefined

  const connectToBroker = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection broke:', error.message))
    connection.on('close', forgetLine)
    const channel = await connection.createConfirmChannel()
    await channel.assertQueue(queue, { durable: true })
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
      channel.sendToQueue(
        queue,
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
