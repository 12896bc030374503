import { setTimeout as pause } from 'node:timers/promises'
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService, Order } from '../../exercises/shop.ts'

interface Line {
  connection: ChannelModel
  channel: ConfirmChannel
}

const tries = 3
const deadlineMs = 2000 // of one try: 3 tries and 2 pauses end before a customer gives up
const pauseMs = 200

/** Publishes every order under its own id until the broker has confirmed it. After three tries the answer is "unknown, ask again". */
export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  let line: Promise<Line> | undefined

  // #region line
  const dial = async (): Promise<Line> => {
    const connection = await connect(amqpUrl)
    connection.on('error', (error) => console.error('The line broke:', error))
    const channel = await connection.createConfirmChannel()
    await channel.assertQueue(queue)
    return { connection, channel }
  }
  const hangUp = (dead: Promise<Line>) => {
    if (line === dead) line = undefined // whoever comes next dials again
    dead.then(({ connection }) => connection.close()).catch(() => {}) // not awaited: a dead line says nothing
  }
  // #endregion
  line = dial()
  await line

  // #region publish
  const publish = async (used: Promise<Line>, order: Order) => {
    const { channel } = await used
    const confirmed = Promise.withResolvers<void>()
    channel.sendToQueue(
      queue,
      Buffer.from(JSON.stringify(order)),
      { messageId: order.id, persistent: true },
      (error) => (error === null ? confirmed.resolve() : confirmed.reject(error)),
    )
    await confirmed.promise
  }
  // #endregion

  return {
    // #region place
    async place(order) {
      for (let left = tries - 1; ; left -= 1) {
        line ??= dial()
        const used = line
        try {
          return await withDeadline(publish(used, order))
        } catch (error) {
          hangUp(used)
          if (left === 0) throw new Error(`Order ${order.id} may be stored or not: ask again`, { cause: error })
          await pause(pauseMs)
        }
      }
    },
    // #endregion
    async close() {
      const last = await line
      await last?.channel.close()
      await last?.connection.close()
    },
  }
}

// #region deadline
/** Rejects when there is no answer in time. What is under way goes on: nobody can call a publish back. */
async function withDeadline(answer: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<void>()
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${deadlineMs} ms`)), deadlineMs)
  try {
    await Promise.race([answer, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
// #endregion
