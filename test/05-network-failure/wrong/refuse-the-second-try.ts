// earns: REFUSES_ORDERS
// only: confirm-is-lost
/** "What is in the queue already is a duplicate, so the customer gets an error." The customer never hears "accepted" for an order that will be shipped. */
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

interface Line {
  connection: ChannelModel
  channel: ConfirmChannel
  stored: Set<string>
}

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  let line: Promise<Line> | undefined

  const dial = async (): Promise<Line> => {
    try {
      const connection = await connect(amqpUrl, { timeout: 5000 })
      connection.on('error', (error) => console.error('The line broke:', error))
      connection.on('close', () => {
        line = undefined // the next order dials again
      })
      const channel = await connection.createConfirmChannel()
      await channel.assertQueue(queue)
      return { connection, channel, stored: await idsIn(queue, connection) }
    } catch (error) {
      line = undefined
      throw error
    }
  }
  line = dial()
  await line

  return {
    async place(order) {
      line ??= dial()
      const { connection, channel, stored } = await line
      if (stored.has(order.id)) throw new Error(`409: order ${order.id} has been placed already`)
      const confirmed = Promise.withResolvers<void>()
      channel.sendToQueue(
        queue,
        Buffer.from(JSON.stringify(order)),
        { messageId: order.id, persistent: true },
        (error) => {
          if (error === null) confirmed.resolve()
          else confirmed.reject(error)
        },
      )
      const timer = setTimeout(() => {
        confirmed.reject(new Error('no answer within 8 s'))
        line = undefined // the next order dials again
        connection.close().catch(() => {})
      }, 8000)
      await confirmed.promise.finally(() => clearTimeout(timer))
    },
    async close() {
      const last = await line
      await last?.channel.close()
      await last?.connection.close()
    },
  }
}

/** Looks through the queue: takes every message, and gives all of them back. */
async function idsIn(queue: string, connection: ChannelModel): Promise<Set<string>> {
  const channel = await connection.createChannel()
  const ids = new Set<string>()
  for (;;) {
    const message = await channel.get(queue)
    if (message === false) break
    ids.add(message.properties.messageId)
  }
  await channel.close()
  return ids
}
