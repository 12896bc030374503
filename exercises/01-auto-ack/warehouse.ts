import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../shop.ts'

/** Ships every order that arrives in the queue. */
export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)

  // TODO: every order placed must be shipped in the end, even if this process is killed while it
  // ships, and even if a truck is full and ship() rejects.
  // #region consume
  await channel.consume(
    queue,
    async (message) => {
      if (message === null) return // the broker cancelled this consumer
      const order: Order = JSON.parse(message.content.toString())
      try {
        await ship(order)
      } catch (error) {
        console.error(`Order ${order.id} was not shipped:`, error)
      }
    },
    { noAck: true },
  )
  // #endregion
}
