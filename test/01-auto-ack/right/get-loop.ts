/** No consumer at all: the warehouse asks for the next order when it has time, with basic.get and a manual ack. */
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)

  const work = async () => {
    for (;;) {
      const message = await channel.get(queue, { noAck: false })
      if (message === false) {
        await new Promise((resolve) => setTimeout(resolve, 20))
        continue
      }
      const order: Order = JSON.parse(message.content.toString())
      await ship(order).then(
        () => channel.ack(message),
        () => channel.nack(message),
      )
    }
  }
  void work()
}
