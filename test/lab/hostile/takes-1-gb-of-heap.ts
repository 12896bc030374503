import { setImmediate as nextTurn } from 'node:timers/promises'
import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

const kept: number[][] = []

/** Right, and keeps a gigabyte of numbers. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  await open(desk)
  for (; kept.length < 128; await nextTurn()) kept.push(new Array<number>(1024 * 1024).fill(1.5))
}
