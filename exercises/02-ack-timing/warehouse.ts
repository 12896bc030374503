import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../shop.ts'

/** Puts every order that arrives on a work list, and ships the list in the background, one order after the other. */
export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)

  const workList: Order[] = []
  let isWorking = false

  // #region work
  const work = async () => {
    if (isWorking) return
    isWorking = true
    for (let order = workList.shift(); order !== undefined; order = workList.shift()) {
      try {
        await ship(order)
      } catch (error) {
        console.error(`Order ${order.id} was not shipped:`, error)
      }
    }
    isWorking = false
  }
  // #endregion

  // TODO: every order placed must be shipped in the end, even if this process is killed, and however often ship() rejects
  // or throws for it before it works. An order that always fails must stay with the broker, must not be tried in a hot
  // loop, and must not stop the others.
  // #region consume
  await channel.consume(
    queue,
    (message) => {
      if (message === null) return // the broker cancelled this consumer
      workList.push(JSON.parse(message.content.toString()))
      channel.ack(message)
      void work()
    },
    { noAck: false },
  )
  // #endregion
}
