// earns: GOES_IN_CIRCLES
// only: queue-is-full
/** "A refused order is not lost while I try again." It asks a full queue thousands of times a second, and the customer hears nothing. */
import { connect } from 'amqplib'
import type { OpenOrderService, Order } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true })
  const publish = (order: Order): Promise<void> =>
    new Promise((resolve, reject) => {
      const options = { messageId: order.id, persistent: true }
      channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), options, (error) => {
        if (error === null) resolve()
        else if (error.message === 'message nacked') publish(order).then(resolve, reject)
        else reject(error)
      })
    })

  return {
    place: publish,
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
