/** A worker thread talks to the broker, the main thread ships: the ack travels back to the thread that has the channel. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { type ConsumeMessage, connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../../../exercises/shop.ts'

/** What the worker asks for, and what the main thread answers. */
type Parcel = { call: number; order: Order } | 'ready'
type Answer = { call: number; isShipped: boolean }

export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const worker = new Worker(new URL(import.meta.url), { workerData: { amqpUrl, queue } })
  const ready = Promise.withResolvers<void>()
  worker.once('error', ready.reject)
  worker.on('message', async (parcel: Parcel) => {
    if (parcel === 'ready') return ready.resolve()
    const isShipped = await ship(parcel.order).then(
      () => true,
      () => false,
    )
    worker.postMessage({ call: parcel.call, isShipped } satisfies Answer)
  })
  await ready.promise
}

async function consume(): Promise<void> {
  const { amqpUrl, queue } = workerData as { amqpUrl: string; queue: string }
  const open: ConsumeMessage[] = []
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)
  await channel.prefetch(10)
  parentPort?.on('message', ({ call, isShipped }: Answer) => {
    const message = open[call]
    if (message === undefined) return
    delete open[call]
    if (isShipped) channel.ack(message)
    else channel.nack(message)
  })
  await channel.consume(queue, (message) => {
    if (message === null) return
    const order: Order = JSON.parse(message.content.toString())
    parentPort?.postMessage({ call: open.push(message) - 1, order } satisfies Parcel)
  })
  parentPort?.postMessage('ready' satisfies Parcel)
}

if (!isMainThread) await consume()
