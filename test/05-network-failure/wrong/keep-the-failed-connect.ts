// earns: REFUSES_ORDERS
// only: broker-freezes
/** "The line is a promise that all orders share." A dead line is replaced. But when dialling fails once, all later orders share that failure. */
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

interface Line {
  connection: ChannelModel
  channel: ConfirmChannel
}

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  let line: Promise<Line> | undefined

  const dial = async (): Promise<Line> => {
    const connection = await connect(amqpUrl, { timeout: 2000 })
    connection.on('error', (error) => console.error('The line broke:', error))
    const channel = await connection.createConfirmChannel()
    await channel.assertQueue(queue)
    return { connection, channel }
  }
  line = dial()
  await line

  return {
    async place(order) {
      for (let left = 2; ; left -= 1) {
        line ??= dial()
        const used = line
        const { connection, channel } = await used
        const answer = Promise.withResolvers<void>()
        const timer = setTimeout(() => answer.reject(new Error('no answer within 2 s')), 2000)
        try {
          const options = { messageId: order.id, persistent: true }
          channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), options, (error) =>
            error === null ? answer.resolve() : answer.reject(error),
          )
          return await answer.promise
        } catch (error) {
          if (line === used) line = undefined // this line is dead: dial again
          connection.close().catch(() => {})
          if (left === 0) throw error
        } finally {
          clearTimeout(timer)
        }
      }
    },
    async close() {
      const last = await line
      await last?.channel.close()
      await last?.connection.close()
    },
  }
}
