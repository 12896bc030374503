// earns: LOST_WITH_ITS_PROCESS
// only: service-dies-offline
/** "We keep the order and send it when the network is back." It does, with the same id, on every new line. But the memory that keeps it dies with the process. */
import { setTimeout as pause } from 'node:timers/promises'
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService, Order, OrderService } from '../../../exercises/shop.ts'

interface Line {
  connection: ChannelModel
  channel: ConfirmChannel
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
      return { connection, channel }
    } catch (error) {
      line = undefined
      throw error
    }
  }
  line = dial()
  await line

  const sender: OrderService = {
    async place(order) {
      line ??= dial()
      const { connection, channel } = await line
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
        confirmed.reject(new Error('no answer within 1 s'))
        line = undefined // the next order dials again
        connection.close().catch(() => {})
      }, 1000)
      await confirmed.promise.finally(() => clearTimeout(timer))
    },
    async close() {
      const last = await line
      await last?.channel.close()
      await last?.connection.close()
    },
  }

  const untilConfirmed = async (order: Order): Promise<void> => {
    try {
      await sender.place(order)
    } catch {
      await pause(100)
      await untilConfirmed(order)
    }
  }
  return {
    ...sender,
    async place(order) {
      void untilConfirmed(order) // the customer need not wait for the network
    },
  }
}
