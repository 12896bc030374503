/** A few tries with growing pauses, then a confirmed copy in a parking queue, and only then the ack of the original. */
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createConfirmChannel()
  const parkingQueue = `${queue}.parked`
  await channel.assertQueue(parkingQueue)
  await channel.assertQueue(queue)
  await channel.prefetch(20)

  const shipWithRetries = async (order: Order) => {
    for (const pauseMs of [100, 200, 400, 800]) {
      try {
        await ship(order)
        return true
      } catch {
        await pause(pauseMs)
      }
    }
    return false
  }

  await channel.consume(queue, async (message) => {
    if (message === null) return
    const order: Order = JSON.parse(message.content.toString())
    if (!(await shipWithRetries(order))) {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const copy = { persistent: true, messageId: order.id }
      channel.sendToQueue(parkingQueue, message.content, copy, (error) => (error ? reject(error) : resolve()))
      await promise
    }
    channel.ack(message)
  })
}
