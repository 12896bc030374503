/** A wrapper library, amqp-connection-manager: the failed order goes back after a rest. */
import { setTimeout as pause } from 'node:timers/promises'
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
      } catch {
        await pause(300)
        wrapper.nack(message)
        return
      }
      wrapper.ack(message)
    },
    { prefetch: 5, noAck: false },
  )
  await wrapper.waitForConnect()
}
