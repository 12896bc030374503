import { setTimeout as pause } from 'node:timers/promises'
import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

const kept: Buffer[] = []

/** Right, and keeps two gigabytes outside of the heap of V8. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  await open(desk)
  for (; kept.length < 512; await pause(5)) kept.push(Buffer.alloc(4 * 1024 * 1024, 'x'))
}
