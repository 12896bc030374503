import { connect } from 'amqplib'
import type { OpenWarehouse } from '../../../exercises/shop.ts'

/**
 * The warehouse of the chapters in which the reader writes the order service. It declares nothing: the topology is the
 * candidate's, and whatever kind of queue it has chosen is fine.
 */
export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  channel.on('error', () => {}) // the call that caused it rejects, and opening fails with its message
  await channel.checkQueue(queue)
  await channel.prefetch(20)
  await channel.consume(queue, async (message) => {
    if (message === null) return
    await ship(JSON.parse(message.content.toString()))
    channel.ack(message)
  })
}
