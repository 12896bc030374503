import { connect } from 'amqplib'
import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Right, and wasteful: RabbitMQ allows 2,047 channels on a connection. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  const connection = await connect(desk.amqpUrl)
  await Promise.all(Array.from({ length: 1000 }, () => connection.createChannel()))
  await open(desk)
}
