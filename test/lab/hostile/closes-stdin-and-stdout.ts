import { closeSync } from 'node:fs'
import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Right, and does what a daemon does. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  await open(desk)
  process.stdin.destroy()
  process.stdout.destroy()
  closeSync(0)
}
