import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Knows better where the broker is. Nobody listens there. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  await open({ ...desk, amqpUrl: 'amqp://guest:guest@127.0.0.1:1' })
}
