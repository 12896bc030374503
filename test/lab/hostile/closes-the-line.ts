import { closeSync } from 'node:fs'
import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Closes what it has not opened. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  await open(desk)
  closeSync(3)
}
