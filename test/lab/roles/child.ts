/**
 * The process that a role runs in, under plain `node`: signals hit the learner's code itself.
 * It starts without a role, so that it is warm when the scenario needs it, and becomes one when the lab says `open`.
 */
import { pathToFileURL } from 'node:url'
import 'amqplib' // nearly every candidate imports it: loaded while the broker boots
import type { OpenOrderService, OpenWarehouse, Order, OrderService } from '../../../exercises/shop.ts'
import type { FromRole, ToRole } from './messages.ts'

const turnMs = 25

const send = (message: FromRole) => process.send?.(message)
const describe = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error))

let orderService: OrderService | null = null
const shipCalls: { resolve(): void; reject(error: Error): void }[] = []

function ship(order: Order): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const call = shipCalls.push({ resolve, reject }) - 1
  send({ type: 'ship', call, order })
  return promise
}

async function open({ role, file, amqpUrl, queue }: ToRole & { type: 'open' }): Promise<void> {
  const exportName = role === 'warehouse' ? 'openWarehouse' : 'openOrderService'
  const start = await load(file, exportName)
  if (start === null) return
  try {
    if (role === 'warehouse') await (start as OpenWarehouse)({ amqpUrl, queue, ship })
    else orderService = await (start as OpenOrderService)({ amqpUrl, queue })
    send({ type: 'opened' })
  } catch (error) {
    send({ type: 'unusable', phase: 'open', message: `${exportName} failed: ${describe(error)}` })
  }
}

async function load(file: string, exportName: string): Promise<OpenWarehouse | OpenOrderService | null> {
  const unusable = (message: string) => {
    send({ type: 'unusable', phase: 'load', message })
    return null
  }
  try {
    const exported = ((await import(pathToFileURL(file).href)) as Record<string, unknown>)[exportName]
    if (typeof exported === 'function') return exported as OpenWarehouse | OpenOrderService
    return unusable(exported === undefined ? `it does not export ${exportName}` : `${exportName} is no function`)
  } catch (error) {
    return unusable(describe(error))
  }
}

async function place(order: Order): Promise<void> {
  try {
    await orderService?.place(order)
    send({ type: 'placed', orderId: order.id })
  } catch (error) {
    send({ type: 'not-placed', orderId: order.id, message: describe(error) })
  }
}

function turn(left: number): void {
  if (left === 0) send({ type: 'turned' })
  else setTimeout(() => turn(left - 1), turnMs)
}

process.on('message', (message: ToRole) => {
  if (message.type === 'open') void open(message)
  else if (message.type === 'place') void place(message.order)
  else if (message.type === 'shipped') shipCalls[message.call]?.resolve()
  else if (message.type === 'ship-rejected') shipCalls[message.call]?.reject(new Error(message.message))
  else if (message.type === 'turns') turn(message.count)
})
// Where the system can't tie this process to its parent, the closed channel does.
process.on('disconnect', () => process.exit())
send({ type: 'ready' })
