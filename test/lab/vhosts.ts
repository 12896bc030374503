import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ChannelModel, connect } from 'amqplib'
import type { Broker } from './broker/broker.ts'
import { LabProblem } from './problem.ts'

const unlockDeadlineMs = 5_000

/** Vhosts that the broker was born with, lent to one scenario at a time. */
export class VhostPool {
  readonly #broker: Broker
  readonly #free: string[]
  readonly #waiting: ((vhost: string) => void)[] = []

  constructor(broker: Broker) {
    this.#broker = broker
    this.#free = [...broker.vhosts]
  }

  async lend(): Promise<Vhost> {
    const name = this.#free.shift() ?? (await new Promise<string>((resolve) => this.#waiting.push(resolve)))
    return new Vhost(name, connect(this.#broker.url(name)), () => this.#giveBack(name))
  }

  #giveBack(name: string): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free.push(name)
    else next(name)
  }
}

/** The lab's own way into a vhost, past the wires. It declares passively only: the topology is the candidate's. */
export class Vhost implements AsyncDisposable {
  readonly name: string
  /** Opened while the roles open: a scenario needs it only later. */
  readonly #connection: Promise<ChannelModel>
  readonly #giveBack: () => void
  #counting: Promise<Channel> | null = null
  #wiping: Promise<Channel> | null = null

  constructor(name: string, connection: Promise<ChannelModel>, giveBack: () => void) {
    this.name = name
    this.#connection = connection
    this.#giveBack = giveBack
    // A dead broker is found out by the call that needs it.
    connection.then((open) => open.on('error', () => {})).catch(() => {})
  }

  /**
   * Messages that are ready in a queue, one round trip to the broker. Null when there is no such queue, and when only
   * the connection that has declared it may look into it.
   */
  async ready(queue: string): Promise<number | null> {
    this.#counting ??= this.#channel()
    const channel = await this.#counting
    try {
      return (await channel.checkQueue(queue)).messageCount
    } catch (error) {
      this.#counting = null // the error has closed the channel
      if (isNotFound(error) || isLocked(error)) return null
      throw new LabProblem(`The broker did not say how many messages are in ${queue}: ${error}`, { cause: error })
    }
  }

  /** Takes every ready message out of a queue. Returns their order ids; null when there is no such queue. */
  async drain(queue: string): Promise<string[] | null> {
    const channel = await this.#channel()
    const orderIds: string[] = []
    try {
      for (;;) {
        const message = await channel.get(queue, { noAck: true })
        if (message === false) break
        orderIds.push(message.properties.messageId ?? message.content.toString('utf8'))
      }
      await channel.close()
    } catch (error) {
      if (isNotFound(error)) return null
      if (!isLocked(error)) throw new LabProblem(`The queue ${queue} can't be drained: ${error}`, { cause: error })
    }
    return orderIds
  }

  /** Deletes what a scenario has left, so that the next one finds the vhost as new. */
  async wipe(queues: Iterable<string>, exchanges: Iterable<string>): Promise<void> {
    for (const queue of queues) await this.#remove(`the queue ${queue}`, (channel) => channel.deleteQueue(queue))
    for (const exchange of exchanges) {
      await this.#remove(`the exchange ${exchange}`, (channel) => channel.deleteExchange(exchange))
    }
    await this.#wiping?.then((channel) => channel.close())
    this.#wiping = null
  }

  /** The broker may need a moment to notice that the owner of an exclusive queue is dead; until then it is locked. */
  async #remove(what: string, remove: (channel: Channel) => Promise<unknown>): Promise<void> {
    for (const startedAt = performance.now(); ; await pause(20)) {
      this.#wiping ??= this.#channel()
      try {
        await remove(await this.#wiping)
        return
      } catch (error) {
        this.#wiping = null // the error has closed the channel
        if (isNotFound(error)) return
        if (isLocked(error) && performance.now() - startedAt < unlockDeadlineMs) continue
        throw new LabProblem(`The broker did not delete ${what} of ${this.name}: ${error}`, { cause: error })
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connection.then((open) => open.close()).catch(() => {})
    this.#giveBack()
  }

  async #channel(): Promise<Channel> {
    const channel = await (await this.#connection).createChannel()
    channel.on('error', () => {}) // the pending call rejects with it
    return channel
  }
}

const isLocked = (error: unknown) => (error as { code?: number }).code === 405
const isNotFound = (error: unknown) => (error as { code?: number }).code === 404
