// earns: STALLED
// only: ship-throws
/** "The 'handler-error' listener keeps the channel open when a handler throws." It does, and logging is all it does: the order of that handler stays unacked for ever. */
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  channel.on('handler-error', (error) => console.error('A handler has failed:', error))
  await channel.assertQueue(queue)
  await channel.prefetch(10)

  await channel.consume(
    queue,
    (message) => {
      if (message === null) return
      const order: Order = JSON.parse(message.content.toString())
      ship(order).then(
        () => channel.ack(message),
        async (error) => {
          console.error(`Order ${order.id} goes back to the queue:`, error)
          await pause(200)
          channel.nack(message)
        },
      )
    },
    { noAck: false },
  )
}
