import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Ends as a broken native module would. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  await open(desk)
  process.abort()
}
