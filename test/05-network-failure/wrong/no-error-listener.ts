// earns: EXITED
/** "Errors come out of the promises that we await." A broken connection is an 'error' event, and Node ends a process in which nobody listens to it. */
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
      const timer = setTimeout(() => {
        confirmed.reject(new Error('no answer within 2 s'))
        line = undefined // the next order dials again
        connection.close().catch(() => {})
      }, 2000)
      await confirmed.promise.finally(() => clearTimeout(timer))
    },
    async close() {
      const last = await line
      await last?.channel.close()
      await last?.connection.close()
    },
  }
}
