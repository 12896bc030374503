/** A wrapper library reconnects, and its setup function consumes on the plain channel: the wrapper's own ack() is not used. */
import { connect } from 'amqp-connection-manager'
import type { Channel, ConsumeMessage } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const handle = async (channel: Channel, message: ConsumeMessage) => {
    const order: Order = JSON.parse(message.content.toString())
    const isShipped = await ship(order).then(
      () => true,
      () => false,
    )
    try {
      if (isShipped) channel.ack(message)
      else channel.nack(message)
    } catch {
      console.error(`Order ${order.id}: its channel is closed, it will come again`)
    }
  }

  const connection = connect([amqpUrl], { reconnectTimeInSeconds: 0.3 })
  const wrapper = connection.createChannel({
    setup: async (channel: Channel) => {
      await channel.assertQueue(queue)
      await channel.prefetch(10)
      await channel.consume(queue, (message) => message && void handle(channel, message))
    },
  })
  wrapper.on('error', (error) => console.error('No channel:', error.message))
  await wrapper.waitForConnect()
}
