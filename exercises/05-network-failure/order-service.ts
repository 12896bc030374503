import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService } from '../shop.ts'

interface Line {
  connection: ChannelModel
  channel: ConfirmChannel
}

/** Publishes every order, and says "accepted" when the broker has confirmed it. Connects again when the line is lost. */
export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  let line: Promise<Line> | undefined

  // #region line
  const dial = async (): Promise<Line> => {
    try {
      const connection = await connect(amqpUrl)
      connection.on('error', (error) => console.error('The line broke:', error))
      connection.on('close', () => {
        line = undefined // the next order dials again
      })
      const channel = await connection.createConfirmChannel()
      await channel.assertQueue(queue)
      return { connection, channel }
    } catch (error) {
      line = undefined
      throw error
    }
  }
  // #endregion
  line = dial()
  await line

  return {
    // TODO: every order must get an answer in time, whatever the network does; and an order that was accepted must be
    // in the queue, under its own id.
    // #region place
    async place(order) {
      line ??= dial()
      const { channel } = await line
      const confirmed = Promise.withResolvers<void>()
      channel.sendToQueue(
        queue,
        Buffer.from(JSON.stringify(order)),
        { messageId: order.id, persistent: true },
        (error) => {
          if (error === null) confirmed.resolve()
          else console.error(`Order ${order.id} was not confirmed:`, error)
        },
      )
      await confirmed.promise
    },
    // #endregion
    async close() {
      const last = await line
      await last?.channel.close()
      await last?.connection.close()
    },
  }
}
