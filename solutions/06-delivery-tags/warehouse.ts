import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ConsumeMessage, connect, IllegalOperationError } from 'amqplib'
import type { OpenWarehouse, Order } from '../../exercises/shop.ts'

/** Ships every order that arrives in the queue, several at once, and answers for each on the channel that delivered it. */
export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const opened = Promise.withResolvers<void>()

  // #region handle
  /** `channel` is the one that delivered `message`: on any other channel its delivery tag names another order, or none. */
  const handle = async (channel: Channel, message: ConsumeMessage) => {
    const order: Order = JSON.parse(message.content.toString())
    let settle = () => channel.ack(message)
    try {
      await ship(order)
    } catch (error) {
      console.error(`Order ${order.id} goes back to the queue:`, error)
      settle = () => channel.nack(message)
    }
    try {
      settle()
    } catch (error) {
      if (!(error instanceof IllegalOperationError)) throw error
      console.error(`Order ${order.id}: its channel is closed, so the broker has taken it back and delivers it again`)
    }
  }
  // #endregion

  // #region session
  /** Consumes over one connection, until it is lost. */
  const session = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection is lost:', error.message))
    try {
      const channel = await connection.createChannel()
      channel.on('error', (error) => console.error('The channel is lost:', error.message))
      const closed = new Promise((resolve) => channel.once('close', resolve))
      await channel.assertQueue(queue)
      await channel.prefetch(10)
      await channel.consume(queue, (message) => {
        if (message === null)
          channel.close().catch(() => {}) // the broker cancelled this consumer: begin again
        else void handle(channel, message)
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
