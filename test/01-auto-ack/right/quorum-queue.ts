/** A replicated queue, many orders in hand at once, each acknowledged on its own. */
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } })
  await channel.prefetch(50)
  await channel.consume(queue, (message) => {
    if (message === null) return
    const order: Order = JSON.parse(message.content.toString())
    ship(order).then(
      () => channel.ack(message),
      () => channel.reject(message, true),
    )
  })
}
