// earns: STALLED
// only: ship-throws
/** "ship() returns a promise, so .catch() gets every failure." Not one that is thrown before there is a promise: amqplib closes the channel for it, and nobody consumes any more. */
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  channel.on('error', (error) => console.error('The channel has an error:', error))
  await channel.assertQueue(queue)
  await channel.prefetch(10)

  await channel.consume(
    queue,
    (message) => {
      if (message === null) return
      const order: Order = JSON.parse(message.content.toString())
      ship(order)
        .then(() => channel.ack(message))
        .catch(async (error) => {
          console.error(`Order ${order.id} goes back to the queue:`, error)
          await pause(200)
          channel.nack(message)
        })
        .catch((error) => console.error(`Order ${order.id} can't be settled:`, error))
    },
    { noAck: false },
  )
}
