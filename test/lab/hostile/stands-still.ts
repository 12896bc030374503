import { execSync } from 'node:child_process'
import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Waits for another program, and does nothing else meanwhile. */
export const openWarehouse: OpenWarehouse = async ({ ship, ...desk }) => {
  await open({
    ...desk,
    async ship(order) {
      execSync('sleep 60')
      await ship(order)
    },
  })
}
