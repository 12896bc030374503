/** Fails fast: one try with one deadline, into a quorum queue. The customer tries again, with the same order under the same id. */
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  let line: Promise<{ connection: ChannelModel; channel: ConfirmChannel }> | undefined

  const dial = async () => {
    const connection = await connect(amqpUrl, { timeout: 5000 })
    connection.on('error', () => {}) // 'close' follows
    const channel = await connection.createConfirmChannel()
    await channel.assertQueue(queue, { arguments: { 'x-queue-type': 'quorum' } })
    return { connection, channel }
  }
  line = dial()
  await line

  return {
    place(order) {
      line ??= dial()
      const used = line
      const answer = Promise.withResolvers<void>()
      const timer = setTimeout(() => answer.reject(new Error('no answer in time')), 2000)
      used
        .then(({ channel }) => {
          const options = { messageId: order.id, persistent: true }
          channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), options, (error) =>
            error === null ? answer.resolve() : answer.reject(error),
          )
        })
        .catch(answer.reject)
      return answer.promise
        .catch((error) => {
          if (line === used) line = undefined
          used.then(({ connection }) => connection.close()).catch(() => {})
          throw error
        })
        .finally(() => clearTimeout(timer))
    },
    async close() {
      const last = await line
      await last?.channel.close()
      await last?.connection.close()
    },
  }
}
