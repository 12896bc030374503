// earns: LOST_ON_CONSUMER_CRASH
// only: warehouse-dies
/** "We retry, and we park what fails, so the order is our business from here on." It is, and it lives in the memory of a process that can be killed. */
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createConfirmChannel()
  const parkingQueue = `${queue}.parked`
  await channel.assertQueue(parkingQueue)
  await channel.assertQueue(queue)
  await channel.prefetch(10)

  await channel.consume(
    queue,
    async (message) => {
      if (message === null) return
      channel.ack(message)
      const order: Order = JSON.parse(message.content.toString())
      for (let tries = 1; tries <= 3; tries += 1) {
        try {
          await ship(order)
          return
        } catch (error) {
          console.error(`Order ${order.id} was not shipped, try ${tries}:`, error)
          await pause(50)
        }
      }
      channel.sendToQueue(parkingQueue, message.content, { persistent: true, messageId: order.id })
      await channel.waitForConfirms()
    },
    { noAck: false },
  )
}
