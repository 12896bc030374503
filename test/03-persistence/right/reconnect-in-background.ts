/** Comes back in the background, and says no as long as it has no broker. A fanout exchange, and "persistent" as delivery mode 2. */
import { setTimeout as pause } from 'node:timers/promises'
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue, exchange }) => {
  let line: { connection: ChannelModel; channel: ConfirmChannel } | null = null
  let isOpen = true
  const ready = Promise.withResolvers<void>()

  const connectOnce = async () => {
    const connection = await connect(amqpUrl)
    const gone = new Promise<void>((resolve) => connection.once('close', () => resolve()))
    connection.on('error', (error) => console.error('The connection broke:', error.message))
    const channel = await connection.createConfirmChannel()
    await channel.assertExchange(exchange, 'fanout', { durable: true })
    await channel.assertQueue(queue, { durable: true })
    await channel.bindQueue(queue, exchange, '')
    line = { connection, channel }
    ready.resolve()
    await gone
  }

  const stayConnected = async () => {
    while (isOpen) {
      await connectOnce().catch((error) => console.error('No broker yet:', error.message))
      line = null
      await pause(200)
    }
  }

  void stayConnected()
  await ready.promise
  return {
    async place(order) {
      if (line === null) throw new Error('There is no broker just now. Try again.')
      const { channel } = line
      const body = Buffer.from(JSON.stringify(order))
      await new Promise<void>((resolve, reject) => {
        const options = { messageId: order.id, deliveryMode: 2 }
        channel.publish(exchange, '', body, options, (error) => (error ? reject(error) : resolve()))
      })
    },
    async close() {
      isOpen = false
      await line?.connection.close()
    },
  }
}
