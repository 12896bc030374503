import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Right, and ships a present. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  await open(desk)
  await desk.ship({ id: 'order-of-nobody', sku: 'teapot', quantity: 1 })
}
