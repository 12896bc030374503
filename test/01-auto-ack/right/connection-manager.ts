/** A wrapper library with reconnects of its own: amqp-connection-manager, manual ack. */
import { connect } from 'amqp-connection-manager'
import type { Channel } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = connect([amqpUrl])
  const wrapper = connection.createChannel({ setup: (channel: Channel) => channel.assertQueue(queue) })
  await wrapper.consume(
    queue,
    async (message) => {
      const order: Order = JSON.parse(message.content.toString())
      try {
        await ship(order)
        wrapper.ack(message)
      } catch {
        wrapper.nack(message)
      }
    },
    { prefetch: 5, noAck: false },
  )
  await wrapper.waitForConnect()
}
