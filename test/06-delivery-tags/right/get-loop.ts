/** No consumer: each connection has a worker of its own, which asks with basic.get and answers on the channel that it asked on. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const opened = Promise.withResolvers<void>()

  /** Works until its channel is closed: then get(), ack() and nack() throw. */
  const work = async (channel: Channel) => {
    for (;;) {
      const message = await channel.get(queue, { noAck: false })
      if (message === false) {
        await pause(20)
        continue
      }
      const order: Order = JSON.parse(message.content.toString())
      const isShipped = await ship(order).then(
        () => true,
        () => false,
      )
      if (isShipped) channel.ack(message)
      else channel.nack(message)
    }
  }

  const session = async () => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The connection is lost:', error.message))
    const closed = new Promise((resolve) => connection.once('close', resolve))
    const channel = await connection.createChannel()
    await channel.assertQueue(queue)
    work(channel).catch(() => connection.close().catch(() => {}))
    opened.resolve()
    await closed // a worker that still waits for its ship() must not hold up the next session
  }

  const keepWorking = async () => {
    for (;;) {
      await session().catch((error) => console.error('No session:', error.message))
      await pause(200)
    }
  }
  void keepWorking()
  await opened.promise
}
