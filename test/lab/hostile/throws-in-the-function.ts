import type { OpenWarehouse } from '../../../exercises/shop.ts'

/** Throws before it has done anything. */
export const openWarehouse: OpenWarehouse = () => {
  throw new Error('no truck today')
}
