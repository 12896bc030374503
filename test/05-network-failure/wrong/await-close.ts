// earns: NEVER_ANSWERED
// only: half-open
/** "After a timeout we close the connection properly, then we tell the customer." The goodbye waits for an answer on the line that gives no answers. */
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

interface Line {
  connection: ChannelModel
  channel: ConfirmChannel
}

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  let line: Promise<Line> | undefined

  const dial = async (): Promise<Line> => {
    try {
      const connection = await connect(amqpUrl, { timeout: 5000 })
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
  line = dial()
  await line

  return {
    async place(order) {
      line ??= dial()
      const { connection, channel } = await line
      const confirmed = Promise.withResolvers<void>()
      channel.sendToQueue(
        queue,
        Buffer.from(JSON.stringify(order)),
        { messageId: order.id, persistent: true },
        (error) => {
          if (error === null) confirmed.resolve()
          else confirmed.reject(error)
        },
      )
      const timer = setTimeout(() => confirmed.reject(new Error('no answer within 2 s')), 2000)
      try {
        await confirmed.promise
      } catch (error) {
        line = undefined // the next order dials again
        await connection.close()
        throw error
      } finally {
        clearTimeout(timer)
      }
    },
    async close() {
      const last = await line
      await last?.channel.close()
      await last?.connection.close()
    },
  }
}
