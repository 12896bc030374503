/** A local outbox: an order is accepted when it is on the disk. It is published from there, and deleted when it was confirmed. */
import { open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type ChannelModel, type ConfirmChannel, connect } from 'amqplib'
import type { OpenOrderService } from '../../../exercises/shop.ts'

export const openOrderService: OpenOrderService = async ({ amqpUrl, queue, dataDir }) => {
  const folder = await open(dataDir)
  let line: Promise<{ connection: ChannelModel; channel: ConfirmChannel }> | undefined
  let closing = false

  const dial = async () => {
    const connection = await connect(amqpUrl, { timeout: 5000 })
    connection.on('error', (error) => console.error('The line broke:', error))
    const channel = await connection.createConfirmChannel()
    await channel.assertQueue(queue)
    return { connection, channel }
  }

  const publish = async (used: NonNullable<typeof line>, content: Buffer) => {
    const { channel } = await used
    const confirmed = Promise.withResolvers<void>()
    const options = { messageId: JSON.parse(content.toString()).id, persistent: true }
    channel.sendToQueue(queue, content, options, (error) =>
      error === null ? confirmed.resolve() : confirmed.reject(error),
    )
    await confirmed.promise
  }

  const relay = async (path: string, content: Buffer) => {
    for (; !closing; await pause(100)) {
      line ??= dial()
      const used = line
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(() => late.reject(new Error('no answer within 1 s')), 1000)
      try {
        await Promise.race([publish(used, content), late.promise])
        return await rm(path, { force: true }) // the same order may be on its way twice
      } catch (error) {
        console.error(`${path} waits:`, error)
        if (line === used) line = undefined
        used.then(({ connection }) => connection.close()).catch(() => {})
      } finally {
        clearTimeout(timer)
      }
    }
  }

  line = dial()
  await line
  for (const file of (await readdir(dataDir)).filter((name) => name.endsWith('.order'))) {
    void relay(join(dataDir, file), await readFile(join(dataDir, file)))
  }

  return {
    async place(order) {
      const path = join(dataDir, encodeURIComponent(order.id))
      const content = Buffer.from(JSON.stringify(order))
      await writeFile(path, content, { flush: true })
      await rename(path, `${path}.order`) // whole, or not there
      await folder.sync()
      void relay(`${path}.order`, content)
    },
    async close() {
      closing = true
      await folder.close()
      const last = await line
      await last?.connection.close()
    },
  }
}
