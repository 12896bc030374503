/** One current channel for all, and each delivery remembers of which session it is: an ack of an older session is not sent. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const opened = Promise.withResolvers<void>()
  let current: Channel
  let generation = 0

  const handle = async (message: ConsumeMessage, bornIn: number) => {
    const order: Order = JSON.parse(message.content.toString())
    const isShipped = await ship(order).then(
      () => true,
      () => false,
    )
    if (bornIn !== generation) return // the broker has taken it back when that channel closed
    if (isShipped) current.ack(message)
    else current.nack(message)
  }

  const session = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection is lost:', error.message))
    const closed = new Promise((resolve) => connection.once('close', resolve))
    const channel = await connection.createChannel()
    const end = () => {
      generation += 1
      connection.close().catch(() => {})
    }
    channel.on('error', end)
    await channel.assertQueue(queue)
    await channel.prefetch(10)
    current = channel
    const bornIn = generation
    connection.once('close', () => {
      if (bornIn === generation) generation += 1
    })
    await channel.consume(queue, (message) => (message === null ? end() : void handle(message, bornIn)))
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
