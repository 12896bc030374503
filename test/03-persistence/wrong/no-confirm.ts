// earns: LOST_ON_BROKER_CRASH
// only: broker-dies
/** "It is persistent, so we needn't wait for the broker." A stopped broker writes down what it holds, a killed one doesn't: only a confirm says that the order is written. */
import { type Channel, type ChannelModel, connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue, exchange }) => {
  let line: Promise<{ connection: ChannelModel; channel: Channel }> | undefined

  const connectToBroker = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection broke:', error.message))
    connection.on('close', forgetLine)
    const channel = await connection.createChannel()
    await channel.assertExchange(exchange, 'direct', { durable: true })
    await channel.assertQueue(queue, { durable: true })
    await channel.bindQueue(queue, exchange, 'placed')
    return { connection, channel }
  }

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
      channel.publish(exchange, 'placed', Buffer.from(JSON.stringify(order)), { messageId: order.id, persistent: true })
    },
    async close() {
      const open = await line
      await open?.connection.close()
    },
  }
}
