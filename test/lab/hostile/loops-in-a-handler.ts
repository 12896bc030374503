import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Waits for the truck as nobody can wait in Node. */
export const openWarehouse: OpenWarehouse = async ({ ship, ...desk }) => {
  await open({
    ...desk,
    async ship(order) {
      let shipped = false
      ship(order).then(() => {
        shipped = true
      })
      while (!shipped);
    },
  })
}
