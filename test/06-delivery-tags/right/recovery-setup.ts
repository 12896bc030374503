/** amqplib's own recovery, with a setup that builds the consumer anew on each connection. */
import { type ChannelModel, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const setup = async (model: ChannelModel) => {
    model.on('error', (error) => console.error('The connection is lost:', error.message))
    const channel = await model.createChannel()
    channel.on('error', (error) => console.error('The channel is lost:', error.message))
    channel.once('close', () => setImmediate(() => model.close().catch(() => {}))) // recovery begins at the connection
    await channel.assertQueue(queue)
    await channel.prefetch(10)
    await channel.consume(queue, (message) => {
      if (message === null) return void channel.close().catch(() => {})
      const order: Order = JSON.parse(message.content.toString())
      ship(order)
        .then(
          () => channel.ack(message),
          () => channel.nack(message),
        )
        .catch((error) => console.error(`Order ${order.id} came on a channel that is closed:`, error.message))
    })
  }

  const recovering = await connect(amqpUrl, { recovery: { initialDelay: 200, maxDelay: 500, setup } })
  recovering.on('error', () => {}) // already reported in setup
}
