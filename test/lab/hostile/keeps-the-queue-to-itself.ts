import { connect } from 'amqplib'
import type { OpenWarehouse } from '../../../exercises/shop.ts'

/** Right on a sunny day, and its queue dies with it, with all orders inside. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  const connection = await connect(desk.amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(desk.queue, { exclusive: true })
  await channel.prefetch(5)
  await channel.consume(desk.queue, async (message) => {
    if (message === null) return
    await desk.ship(JSON.parse(message.content.toString()))
    channel.ack(message)
  })
}
