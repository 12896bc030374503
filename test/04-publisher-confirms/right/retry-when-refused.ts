/** A nack is a clear no: the broker doesn't have it. Two more tries with a pause, then the customer is told. */
import { setTimeout } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { OpenOrderService, Order } from '../../../exercises/shop.ts'

const pausesMs = [100, 200]

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const connection = await connect(amqpUrl)
  connection.on('error', (error) => console.error('The connection broke:', error.message))
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { durable: true })

  /** Resolves with the broker's answer, and rejects when there will be none. */
  const publish = (order: Order) =>
    new Promise<'confirmed' | 'refused'>((resolve, reject) => {
      const options = { messageId: order.id, persistent: true }
      channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), options, (error) => {
        if (error === null) resolve('confirmed')
        else if (error.message === 'message nacked') resolve('refused')
        else reject(error)
      })
    })

  return {
    async place(order) {
      for (const pauseMs of pausesMs) {
        if ((await publish(order)) === 'confirmed') return
        await setTimeout(pauseMs)
      }
      if ((await publish(order)) === 'refused') throw new Error(`The broker refuses order ${order.id}`)
    },
    async close() {
      await channel.close()
      await connection.close()
    },
  }
}
