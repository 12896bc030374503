// earns: LOST_ON_CONSUMER_CRASH
// only: warehouse-dies
/** "We try again what fails, and we finish our work before we go." Good manners on SIGTERM; a SIGKILL, a full memory or a pulled plug asks nobody. */
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  const working = new Set<Promise<void>>()

  const shipAtLast = async (order: Order) => {
    for (;;) {
      try {
        return await ship(order)
      } catch (error) {
        console.error(`Order ${order.id} is tried again:`, error)
        await pause(100)
      }
    }
  }

  await channel.assertQueue(queue)
  const { consumerTag } = await channel.consume(
    queue,
    (message) => {
      if (message === null) return
      const order: Order = JSON.parse(message.content.toString())
      const work = shipAtLast(order).finally(() => working.delete(work))
      working.add(work)
    },
    { noAck: true },
  )
  process.once('SIGTERM', async () => {
    await channel.cancel(consumerTag)
    await Promise.all(working)
    await connection.close()
    process.exit(0)
  })
}
