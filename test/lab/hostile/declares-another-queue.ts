import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Waits where no order will come. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  await open({ ...desk, queue: 'orders-v2' })
}
