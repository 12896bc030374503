/** Two consumers on two channels of one connection: both count from tag 1, so each message is settled where it came from. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ChannelModel, type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const opened = Promise.withResolvers<void>()

  const handle = async (channel: Channel, message: ConsumeMessage, isOpen: () => boolean) => {
    const order: Order = JSON.parse(message.content.toString())
    const isShipped = await ship(order).then(
      () => true,
      () => false,
    )
    if (!isOpen()) return // it went back to the queue with its channel
    if (isShipped) channel.ack(message)
    else channel.nack(message)
  }

  const consumeOnAnother = async (connection: ChannelModel, end: () => void) => {
    const channel = await connection.createChannel()
    let isOpen = true
    const close = () => {
      isOpen = false
      end()
    }
    channel.on('error', close)
    channel.on('close', close)
    connection.on('close', close)
    await channel.assertQueue(queue)
    await channel.prefetch(5)
    await channel.consume(queue, (message) => {
      if (message === null) close()
      else void handle(channel, message, () => isOpen)
    })
  }

  const session = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection is lost:', error.message))
    const closed = new Promise((resolve) => connection.once('close', resolve))
    const end = () => void connection.close().catch(() => {}) // one channel gone: both begin anew
    await consumeOnAnother(connection, end)
    await consumeOnAnother(connection, end)
    opened.resolve()
    await closed
  }

  const keepConsuming = async () => {
    for (;;) {
      await session().catch((error) => console.error('No session:', error.message))
      await pause(200)
    }
  }
  void keepConsuming()
  await opened.promise
}
