import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Right, and deaf to a polite end: the lab kills with SIGKILL. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  process.on('SIGTERM', () => {})
  await open(desk)
}
