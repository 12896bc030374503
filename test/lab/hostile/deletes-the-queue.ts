import { connect } from 'amqplib'
import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Throws the queue away with the first order. */
export const openWarehouse: OpenWarehouse = async ({ ship, ...desk }) => {
  const connection = await connect(desk.amqpUrl)
  const channel = await connection.createChannel()
  await open({
    ...desk,
    async ship(order) {
      await channel.deleteQueue(desk.queue)
      await ship(order)
    },
  })
}
