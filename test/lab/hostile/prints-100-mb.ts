import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Right, and talkative. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  await open(desk)
  const line = 'x'.repeat(1024 * 1024)
  for (let megabyte = 0; megabyte < 100; megabyte += 1) console.log(line)
}
