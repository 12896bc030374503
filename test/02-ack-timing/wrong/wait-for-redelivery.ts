// earns: STALLED
// only: truck-is-full-twice
/** "We try twice. What is still unacked then, RabbitMQ delivers again." It does that when the channel closes, and this one stays open. */
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)
  await channel.prefetch(10)

  await channel.consume(
    queue,
    async (message) => {
      if (message === null) return
      const order: Order = JSON.parse(message.content.toString())
      for (let tries = 1; tries <= 2; tries += 1) {
        try {
          await ship(order)
          channel.ack(message)
          return
        } catch (error) {
          console.error(`Order ${order.id} was not shipped, try ${tries}:`, error)
          await pause(200)
        }
      }
    },
    { noAck: false },
  )
}
