/** Four workers with a channel each and one order in hand. One may wait for its truck; three go on. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)

  const startWorker = async (channel: Channel) => {
    await channel.assertQueue(queue)
    await channel.prefetch(1)
    await channel.consume(queue, async (message) => {
      if (message === null) return
      const order: Order = JSON.parse(message.content.toString())
      for (let isShipped = false; !isShipped; ) {
        try {
          await ship(order)
          isShipped = true
        } catch {
          await pause(200)
        }
      }
      channel.ack(message)
    })
  }

  for (let worker = 1; worker <= 4; worker += 1) await startWorker(await connection.createChannel())
}
