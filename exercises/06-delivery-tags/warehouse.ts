import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../shop.ts'

/** Ships every order that arrives in the queue, several at once, and connects again when the broker was away. */
export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const opened = Promise.withResolvers<void>()
  let channel: Channel

  // TODO: every order placed must be shipped in the end, whichever order is finished first, and even if the
  // connection is lost and made again while orders are in hand.
  // #region handle
  const handle = async (message: ConsumeMessage) => {
    const order: Order = JSON.parse(message.content.toString())
    try {
      await ship(order)
    } catch (error) {
      console.error(`Order ${order.id} goes back to the queue:`, error)
      channel.nack(message)
      return
    }
    channel.ack(message, true)
  }
  // #endregion

  // #region session
  /** Consumes over one connection, until it is lost. */
  const session = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection is lost:', error.message))
    try {
      channel = await connection.createChannel()
      channel.on('error', (error) => console.error('The channel is lost:', error.message))
      const closed = new Promise((resolve) => channel.once('close', resolve))
      await channel.assertQueue(queue)
      await channel.prefetch(10)
      await channel.consume(queue, (message) => {
        if (message === null)
          channel.close().catch(() => {}) // the broker cancelled this consumer: begin again
        else void handle(message)
      })
      opened.resolve()
      await closed
    } finally {
      connection.close().catch(() => {}) // closed already, unless only the channel was lost
    }
  }
  // #endregion

  const keepConsuming = async () => {
    for (;;) {
      await session().catch((error) => console.error('No session:', error.message))
      await pause(200)
    }
  }
  void keepConsuming()
  await opened.promise
}
