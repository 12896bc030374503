import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService } from '../../exercises/shop.ts'

/** Takes orders and publishes them to a place that survives a restart. "Accepted" means that the broker has confirmed. */
export const openOrderService: OpenOrderService = async ({ amqpUrl, queue, exchange }) => {
  let line: Promise<{ connection: ChannelModel; channel: ConfirmChannel }> | undefined

  const connectToBroker = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection broke:', error.message))
    connection.on('close', forgetLine)
    const channel = await connection.createConfirmChannel()
    // #region topology
    await channel.assertExchange(exchange, 'direct', { durable: true })
    await channel.assertQueue(queue, { durable: true })
    await channel.bindQueue(queue, exchange, 'placed') // lives as long as both its ends
    // #endregion
    return { connection, channel }
  }

  /** The next order connects again. */
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
      // #region publish
      channel.publish(
        exchange,
        'placed',
        Buffer.from(JSON.stringify(order)),
        { messageId: order.id, persistent: true },
        (error) => (error === null ? confirmed.resolve() : confirmed.reject(error)),
      )
      // #endregion
      await confirmed.promise
    },
    async close() {
      const open = await line
      await open?.connection.close()
    },
  }
}
