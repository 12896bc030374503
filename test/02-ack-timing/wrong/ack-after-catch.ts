// earns: LOST_ON_FAILED_SHIPMENT
/** "The ack belongs behind the shipment." So it does, but the catch lets every failure run on to it: logged, acknowledged, gone. */
import { type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)

  const workList: ConsumeMessage[] = []
  let isWorking = false

  const work = async () => {
    if (isWorking) return
    isWorking = true
    for (let message = workList.shift(); message !== undefined; message = workList.shift()) {
      const order: Order = JSON.parse(message.content.toString())
      try {
        await ship(order)
      } catch (error) {
        console.error(`Order ${order.id} was not shipped:`, error)
      }
      channel.ack(message)
    }
    isWorking = false
  }

  await channel.consume(
    queue,
    (message) => {
      if (message === null) return
      workList.push(message)
      void work()
    },
    { noAck: false },
  )
}
