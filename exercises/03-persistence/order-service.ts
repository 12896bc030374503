import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService } from '../shop.ts'

/** Takes orders and publishes them. "Accepted" means that the broker has confirmed. */
export const openOrderService: OpenOrderService = async ({ amqpUrl, queue, exchange }) => {
  let line: Promise<{ connection: ChannelModel; channel: ConfirmChannel }> | undefined

  // TODO: every order that was accepted must still be there after the broker has restarted, whether it
  // was stopped or killed, and new orders must be taken again.
  const connectToBroker = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection broke:', error.message))
    connection.on('close', forgetLine)
    const channel = await connection.createConfirmChannel()
    // #region topology
    await channel.assertExchange(exchange, 'direct', { durable: false })
    await channel.assertQueue(queue, { durable: false })
    await channel.bindQueue(queue, exchange, 'placed')
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
      channel.publish(exchange, 'placed', Buffer.from(JSON.stringify(order)), { messageId: order.id }, (error) =>
        error === null ? confirmed.resolve() : confirmed.reject(error),
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
