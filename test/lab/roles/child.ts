/**
 * The process that a role runs in, under plain `node`: signals hit the learner's code itself.
 * It starts without a role, so that it is warm when the scenario needs it, and becomes one when the lab says `open`.
 *
 * Learner code runs in this very process. What it could break by accident is kept from it: the line to the lab is no
 * `process.send`, each message carries a token that only this module knows, and the built-ins used here are our own.
 */
import { Socket } from 'node:net'
import { setTimeout } from 'node:timers'
import { pathToFileURL } from 'node:url'
import 'amqplib' // nearly every candidate imports it: loaded while the broker boots
import type { OpenOrderService, OpenWarehouse, Order, OrderService } from '../../../exercises/shop.ts'
import { describe } from './describe.ts'
import { Lines } from './lines.ts'
import { type FromRole, lineFd, type ToRole } from './messages.ts'

const turnMs = 25

const { parse, stringify } = JSON
const exit = process.exit.bind(process)
const now = performance.now.bind(performance)
const cpuUsage = process.cpuUsage.bind(process)
const line = new Socket({ fd: lineFd, readable: true, writable: true })

let token = ''
let fileUrl = ''
let orderService: OrderService | null = null
const shipCalls: { id: unknown; resolve(): void; reject(error: Error): void }[] = []
/** When ship() last rejected an order, by its id. */
const rejectedAt = new Map<unknown, number>()
/** How often ship() was called, and the call that must throw. */
let shipCount = 0
let throwAt: { call: number; message: string } | null = null

/** The leading newline ends whatever learner code may have written to our line. */
const send = (message: FromRole) => line.write(`\n${stringify({ ...message, token })}\n`)

function ship(order: Order): Promise<void> {
  shipCount += 1
  if (shipCount === throwAt?.call) {
    send({ type: 'ship-threw', order: copyOf(order), message: throwAt.message })
    throw rejection(throwAt.message)
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const copy = copyOf(order)
  const call = shipCalls.push({ id: copy?.id, resolve, reject }) - 1
  const last = rejectedAt.get(copy?.id)
  send({ type: 'ship', call, order: copy, pauseMs: last === undefined ? null : Math.round(now() - last) })
  return promise
}

/** Learner code may hand over anything: a circle, a BigInt, a film. */
function copyOf(order: unknown): Order | null {
  try {
    const text = stringify(order) ?? 'null'
    return text.length > 100_000 ? null : parse(text)
  } catch {
    return null
  }
}

async function open({ role, file, desk, ...message }: ToRole & { type: 'open' }): Promise<void> {
  token = message.token
  fileUrl = pathToFileURL(file).href
  const exportName = role === 'warehouse' ? 'openWarehouse' : 'openOrderService'
  const start = await load(exportName)
  if (start === null) return
  try {
    const { amqpUrl, queue, exchange, dataDir } = desk
    if (role === 'warehouse') await (start as OpenWarehouse)({ amqpUrl, queue, dataDir, ship })
    else orderService = await (start as OpenOrderService)({ amqpUrl, queue, exchange, dataDir })
    if (role === 'order-service' && typeof orderService?.place !== 'function') {
      throw new TypeError(`it resolved with ${describe(orderService, fileUrl)}, which has no place()`)
    }
    send({ type: 'opened' })
  } catch (error) {
    send({ type: 'unusable', phase: 'open', message: `${exportName} failed: ${describe(error, fileUrl)}` })
  }
}

async function load(exportName: string): Promise<OpenWarehouse | OpenOrderService | null> {
  try {
    const module = (await import(fileUrl)) as Record<string, unknown>
    const exported = module[exportName]
    if (typeof exported === 'function') return exported as OpenWarehouse | OpenOrderService
    send({ type: 'unusable', phase: 'export', message: missing(exportName, module) })
  } catch (error) {
    send({ type: 'unusable', phase: 'load', message: describe(error, fileUrl) })
  }
  return null
}

function missing(exportName: string, module: Record<string, unknown>): string {
  const names = Object.keys(module)
  if (names.includes(exportName)) return `${exportName} is no function, but ${describe(module[exportName], fileUrl)}`
  return `it does not export ${exportName}; it exports ${names.length === 0 ? 'nothing' : names.join(', ')}`
}

async function place(order: Order): Promise<void> {
  try {
    await orderService?.place(order)
    send({ type: 'placed', orderId: order.id })
  } catch (error) {
    send({ type: 'not-placed', orderId: order.id, message: describe(error, fileUrl) })
  }
}

/** What this process computes itself makes its timers late, too; only the rest is the machine's doing. */
function turn(left: number, lateMs = 0): void {
  if (left === 0) {
    send({ type: 'turned', lateMs: Math.round(lateMs) })
    return
  }
  const [dueAt, before] = [now() + turnMs, cpuUsage()]
  const late = () => {
    const { user, system } = cpuUsage(before)
    return now() - dueAt - (user + system) / 1000
  }
  setTimeout(() => turn(left - 1, Math.max(lateMs, late())), turnMs)
}

/** Where it was made is the lab's business: a reader who sees its stack would look for the fault there. */
function rejection(message: string): Error {
  const error = new Error(message)
  error.stack = `${error.name}: ${message}`
  return error
}

function hear(message: ToRole): void {
  if (message.type === 'open') void open(message)
  else if (message.type === 'place') void place(message.order)
  else if (message.type === 'shipped') shipCalls[message.call]?.resolve()
  else if (message.type === 'ship-rejected') {
    rejectedAt.set(shipCalls[message.call]?.id, now())
    shipCalls[message.call]?.reject(rejection(message.message))
  } else if (message.type === 'throw-at') throwAt = message
  else if (message.type === 'turns') turn(message.count)
  else if (message.type === 'ping') send({ type: 'pong' })
}

const lines = new Lines()
line.setEncoding('utf8').on('data', (text: unknown) => {
  for (const message of lines.push(text as string)) hear(parse(message))
})

// Where the system can't tie this process to its parent, the closed line does. When learner code has closed it, this
// process lives on, so that the lab sees what happened: it can't be told any more.
let closedHere = false
line.on('error', (error: NodeJS.ErrnoException) => {
  closedHere = error.code === 'EBADF'
})
line.on('close', () => closedHere || exit())
