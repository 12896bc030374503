/** Keeps a map of what is outstanding; a loop in the background keeps the line, and sends all of the map again on each new one. */
import { setTimeout as pause } from 'node:timers/promises'
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService, Order } from '../../../exercises/shop.ts'

type Outstanding = PromiseWithResolvers<void> & { order: Order }

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue }) => {
  const url = new URL(amqpUrl)
  url.searchParams.set('heartbeat', '1')
  const outstanding = new Set<Outstanding>()
  const opened = Promise.withResolvers<void>()
  let connection: ChannelModel | undefined
  let channel: ConfirmChannel | undefined
  let closing = false

  const send = (entry: Outstanding) => {
    const options = { messageId: entry.order.id, persistent: true }
    channel?.sendToQueue(queue, Buffer.from(JSON.stringify(entry.order)), options, (error) => {
      if (error === null) entry.resolve() // else it stays, and goes out again on the next line
    })
  }

  const keepLine = async () => {
    while (!closing) {
      try {
        connection = await connect(url.href, { timeout: 5000 })
        connection.on('error', (error) => console.error('The line broke:', error))
        const lost = new Promise((resolve) => connection?.once('close', resolve))
        const fresh = await connection.createConfirmChannel()
        await fresh.assertQueue(queue)
        channel = fresh
        for (const entry of outstanding) send(entry)
        opened.resolve()
        await lost
      } catch (error) {
        console.error('No line:', error)
      }
      channel = undefined
      await pause(100)
    }
  }
  void keepLine()
  await opened.promise

  return {
    async place(order) {
      const entry = { ...Promise.withResolvers<void>(), order }
      outstanding.add(entry)
      const timer = setTimeout(() => entry.reject(new Error('unknown: ask again')), 8000)
      try {
        send(entry)
        await entry.promise
      } finally {
        clearTimeout(timer)
        outstanding.delete(entry)
      }
    },
    async close() {
      closing = true
      await channel?.close()
      await connection?.close()
    },
  }
}
