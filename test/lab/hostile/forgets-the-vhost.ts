import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Takes host and port, and forgets the rest: then the vhost is `/`. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  const { username, password, host } = new URL(desk.amqpUrl)
  await open({ ...desk, amqpUrl: `amqp://${username}:${password}@${host}` })
}
