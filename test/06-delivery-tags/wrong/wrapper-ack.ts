// earns: LOST_BY_STALE_ACK
// only: old-ack-on-new-channel
/** "The library reconnects, so its ack() knows what to do." amqp-connection-manager 5.0 sends every ack on the channel that it has now. */
import { connect } from 'amqp-connection-manager'
import type { Channel, ConsumeMessage } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = connect([amqpUrl], { reconnectTimeInSeconds: 0.3 })
  const channel = connection.createChannel({ setup: (plain: Channel) => plain.assertQueue(queue) })
  channel.on('error', (error) => console.error('No channel:', error.message))

  const handle = async (message: ConsumeMessage) => {
    const order: Order = JSON.parse(message.content.toString())
    await ship(order).then(
      () => channel.ack(message),
      () => channel.nack(message),
    )
  }
  await channel.consume(queue, (message) => void handle(message), { prefetch: 10, noAck: false })
  await channel.waitForConnect()
}
