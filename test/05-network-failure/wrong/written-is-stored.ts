// earns: CLAIMED_WITHOUT_ANSWER
// only: publish-is-lost
/** "TCP is reliable: what was written has arrived, so a lost confirm is no reason to say no." TCP brings it to the next machine, or the connection dies with it. */
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
      let written = false
      channel.sendToQueue(
        queue,
        Buffer.from(JSON.stringify(order)),
        { messageId: order.id, persistent: true },
        (error) => {
          if (error === null || written) confirmed.resolve()
          else confirmed.reject(error)
        },
      )
      setTimeout(() => setImmediate(() => (written = true)), 10) // by then it is in the socket
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
