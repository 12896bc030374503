import { writeSync } from 'node:fs'
import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Right, and tells the lab lies: that parcels of others are on the truck, and things that are no message at all. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  const forged = [
    { type: 'ship', call: 0, order: { id: 'order-of-nobody', sku: 'lamp', quantity: 1 } },
    { type: 'unusable', phase: 'open', message: 'forged' },
    { type: 'opened', token: '' },
  ]
  for (const message of [...forged, null, 7, 'ready', [], { type: 'constructor' }]) {
    process.send?.(message)
    writeSync(3, `${JSON.stringify(message)}\n`)
  }
  writeSync(3, '\u0000{"type":"ship","call":')
  process.disconnect?.()
  await open(desk)
}
