/** A quorum queue counts the tries, and its dead-letter exchange keeps the order that has had all of them. */
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

const quorum = { 'x-queue-type': 'quorum' }

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  const parkingQueue = `${queue}.parked`
  await channel.assertQueue(parkingQueue, { arguments: quorum })
  await channel.assertQueue(queue, {
    deadLetterExchange: '',
    deadLetterRoutingKey: parkingQueue,
    arguments: { ...quorum, 'x-delivery-limit': 50 },
  })
  await channel.prefetch(20)

  await channel.consume(queue, async (message) => {
    if (message === null) return
    const order: Order = JSON.parse(message.content.toString())
    try {
      await ship(order)
    } catch {
      await pause(150)
      channel.reject(message, true) // counts as a try on every version; a nack does not on 4.3
      return
    }
    channel.ack(message)
  })
}
