// earns: STALLED
// only: one-order-is-poisoned
/** "One order at a time, and we stay with it until it is shipped." Then one that can't be shipped is the last one that anybody tries. */
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)
  await channel.prefetch(1)

  await channel.consume(
    queue,
    async (message) => {
      if (message === null) return
      const order: Order = JSON.parse(message.content.toString())
      for (;;) {
        try {
          await ship(order)
          channel.ack(message)
          return
        } catch (error) {
          console.error(`Order ${order.id} is tried again:`, error)
          await pause(200)
        }
      }
    },
    { noAck: false },
  )
}
