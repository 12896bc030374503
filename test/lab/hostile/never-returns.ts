import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Works, and never says that it is ready. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  await open(desk)
  await new Promise(() => {})
}
