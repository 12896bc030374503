// earns: EXITED
/** "Let it crash, the broker redelivers." Nothing is lost. But the order that fails takes down one instance after the other. */
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)
  await channel.consume(
    queue,
    async (message) => {
      if (message === null) return
      const order: Order = JSON.parse(message.content.toString())
      await ship(order) // a rejection is unhandled, and Node ends the process
      channel.ack(message)
    },
    { noAck: false },
  )
}
