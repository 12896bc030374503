/** The broker does the waiting: a rejected order is dead-lettered into a retry queue, whose TTL brings it back. */
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  const retryQueue = `${queue}.retry`
  await channel.assertQueue(retryQueue, { messageTtl: 250, deadLetterExchange: '', deadLetterRoutingKey: queue })
  await channel.assertQueue(queue, { deadLetterExchange: '', deadLetterRoutingKey: retryQueue })
  await channel.prefetch(10)

  await channel.consume(queue, async (message) => {
    if (message === null) return
    const order: Order = JSON.parse(message.content.toString())
    await Promise.try(() => ship(order)).then(
      () => channel.ack(message),
      () => channel.reject(message, false),
    )
  })
}
