/** An inbox: each order is on disk before it is acknowledged, and a warehouse that opens ships first what the last one left there. */
import { randomUUID } from 'node:crypto'
import { open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, dataDir, ship }) => {
  /** Whole or not at all: a reader sees the name only when the content has been flushed. */
  const keep = async (content: Buffer): Promise<string> => {
    const path = join(dataDir, `${randomUUID()}.order`)
    const file = await open(`${path}.part`, 'wx')
    await file.writeFile(content)
    await file.sync()
    await file.close()
    await rename(`${path}.part`, path)
    return path
  }

  const shipFrom = async (path: string) => {
    const order: Order = JSON.parse(await readFile(path, 'utf8'))
    for (;;) {
      try {
        await ship(order)
        break
      } catch (error) {
        console.error(`Order ${order.id} stays in the inbox:`, error)
        await pause(200)
      }
    }
    await rm(path)
  }

  const left = (await readdir(dataDir)).filter((name) => name.endsWith('.order'))
  for (const name of left) void shipFrom(join(dataDir, name))

  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)
  await channel.prefetch(10)
  await channel.consume(queue, async (message) => {
    if (message === null) return
    const path = await keep(message.content)
    channel.ack(message) // from here on the inbox answers for it
    void shipFrom(path)
  })
}
