import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../exercises/shop.ts'

/** How long an order that could not be shipped rests before the queue gets it back. */
const retryDelayMs = 200

/** Ships every order that arrives in the queue. The queue itself is the work list: an order leaves it when it is shipped. */
export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)
  // #region prefetch
  await channel.prefetch(10) // ten orders at a time: one that rests or hangs leaves room for nine others
  // #endregion

  // #region consume
  await channel.consume(
    queue,
    async (message) => {
      if (message === null) return // the broker cancelled this consumer
      const order: Order = JSON.parse(message.content.toString())
      try {
        await ship(order) // `await` inside of `try` catches both: a ship() that rejects and one that throws
      } catch (error) {
        console.error(`Order ${order.id} is tried again in ${retryDelayMs} ms:`, error)
        await pause(retryDelayMs) // it stays unacknowledged meanwhile: still the broker's
        channel.nack(message)
        return
      }
      channel.ack(message)
    },
    { noAck: false },
  )
  // #endregion
}
