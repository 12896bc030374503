import { connect } from 'amqplib'
import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Throws the queue away before any order has come. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  await open(desk)
  const connection = await connect(desk.amqpUrl)
  const channel = await connection.createChannel()
  await channel.deleteQueue(desk.queue)
}
