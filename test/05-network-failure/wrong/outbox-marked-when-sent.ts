// earns: CLAIMED_WITHOUT_ANSWER
/** "It is on the disk until we have sent it." The file is deleted when the order was written to the socket, and not when the broker has confirmed it. */
import { readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService, OrderService } from '../../../exercises/shop.ts'

interface Line {
  connection: ChannelModel
  channel: ConfirmChannel
}

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue, dataDir }) => {
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
      const { channel } = await line
      channel.sendToQueue(queue, Buffer.from(JSON.stringify(order)), { messageId: order.id, persistent: true })
    },
    async close() {
      const last = await line
      await last?.channel.close()
      await last?.connection.close()
    },
  }

  const untilSent = async (path: string): Promise<void> => {
    try {
      await sender.place(JSON.parse(await readFile(path, 'utf8')))
      await unlink(path) // sent
    } catch {
      await pause(100)
      await untilSent(path)
    }
  }
  for (const file of await readdir(dataDir)) if (file.endsWith('.order')) void untilSent(join(dataDir, file))
  return {
    ...sender,
    async place(order) {
      const path = join(dataDir, encodeURIComponent(order.id))
      await writeFile(path, JSON.stringify(order), { flush: true })
      await rename(path, `${path}.order`)
      void untilSent(`${path}.order`)
    },
  }
}
