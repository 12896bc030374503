/** No timer of its own: heartbeats of one second end a dead line, and every open confirm with it. */
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const url = new URL(amqpUrl)
  url.searchParams.set('heartbeat', '1')
  let line: Promise<{ connection: ChannelModel; channel: ConfirmChannel }> | undefined

  const dial = () => {
    const forget = () => {
      if (line === opening) line = undefined
    }
    const opening = (async () => {
      const connection = await connect(url.href, { timeout: 5000 }) // heartbeats begin when the connection is open
      connection.on('error', (error) => console.error('The line broke:', error))
      connection.on('close', forget)
      const channel = await connection.createConfirmChannel()
      await channel.assertQueue(queue)
      return { connection, channel }
    })()
    opening.catch(forget)
    return opening
  }
  line = dial()
  await line

  return {
    async place(order) {
      line ??= dial()
      const { channel } = await line
      await new Promise<void>((resolve, reject) => {
        const options = { messageId: order.id, persistent: true }
        channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), options, (error) =>
          error === null ? resolve() : reject(error),
        )
      })
    },
    async close() {
      const last = await line
      await last?.channel.close()
      await last?.connection.close()
    },
  }
}
