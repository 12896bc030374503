import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** Right, with a wrong type: that is the editor's business. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  // @ts-expect-error a string is no number
  const prefetch: number = 'ten'
  console.log(`prefetch ${prefetch}`)
  await open(desk)
}
