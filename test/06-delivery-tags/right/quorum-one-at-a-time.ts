/** A quorum queue and one order in hand: the next one comes after the ack, on the same channel. */
import { setTimeout as pause } from 'node:timers/promises'
import { connect, IllegalOperationError } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const opened = Promise.withResolvers<void>()

  const session = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection is lost:', error.message))
    const closed = new Promise((resolve) => connection.once('close', resolve))
    const channel = await connection.createChannel()
    await channel.assertQueue(queue, { arguments: { 'x-queue-type': 'quorum' } })
    await channel.prefetch(1)
    await channel.consume(queue, async (message) => {
      if (message === null) return void connection.close().catch(() => {})
      const order: Order = JSON.parse(message.content.toString())
      try {
        await ship(order).then(
          () => channel.ack(message),
          () => channel.nack(message),
        )
      } catch (error) {
        if (!(error instanceof IllegalOperationError)) throw error // else: its channel is closed
      }
    })
    opened.resolve()
    await closed
  }

  const keepConsuming = async () => {
    for (;;) {
      await session().catch((error) => console.error('No session:', error.message))
      await pause(200)
    }
  }
  void keepConsuming()
  await opened.promise
}
