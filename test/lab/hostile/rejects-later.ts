import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Right, until a promise that nobody waits for rejects. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  await open(desk)
  setTimeout(() => Promise.reject(new Error('the statistics are down')), 20)
}
