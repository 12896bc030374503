import { spawn } from 'node:child_process'
import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Right, and leaves two programs behind: one holds on to its output, the other has made a session of its own. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  spawn('sleep', ['60'], { stdio: 'inherit' })
  spawn('sleep', ['60'], { stdio: 'inherit', detached: true }).unref()
  await open(desk)
}
