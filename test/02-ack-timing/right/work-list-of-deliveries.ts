/** The work list stays, and one worker. It holds deliveries, not orders: the worker acks, and a failed one rests in memory, unacked. */
import { type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)
  await channel.prefetch(20)

  const workList: ConsumeMessage[] = []
  let isWorking = false

  const add = (message: ConsumeMessage) => {
    workList.push(message)
    void work()
  }

  const work = async () => {
    if (isWorking) return
    isWorking = true
    for (let message = workList.shift(); message !== undefined; message = workList.shift()) {
      const delivery = message
      const order: Order = JSON.parse(delivery.content.toString())
      try {
        await ship(order)
        channel.ack(delivery)
      } catch (error) {
        console.error(`Order ${order.id} was not shipped yet:`, error)
        setTimeout(() => add(delivery), 150)
      }
    }
    isWorking = false
  }

  await channel.consume(queue, (message) => void (message && add(message)), { noAck: false })
}
