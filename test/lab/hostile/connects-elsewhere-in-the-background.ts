import type { OpenWarehouse } from '../../../exercises/shop.ts'
import { openWarehouse as open } from '../../../solutions/01-auto-ack/warehouse.ts'

/** The same, patiently: it opens, and tries again for ever. */
export const openWarehouse: OpenWarehouse = async (desk) => {
  const attempt = () =>
    open({ ...desk, amqpUrl: 'amqp://guest:guest@127.0.0.1:1' }).catch(() => setTimeout(attempt, 100))
  attempt()
}
