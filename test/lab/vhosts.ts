import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ChannelModel, connect, type GetMessage, type Replies } from 'amqplib'
import type { Broker } from './broker/broker.ts'
import { LabProblem } from './problem.ts'

const unlockDeadlineMs = 5_000

/** A message that the lab has taken out of a queue, and has not acknowledged. */
export interface Taken {
  orderId: string
  /** Puts it back at its place. */
  giveBack(): Promise<void>
}

/** Publishes that a full queue must refuse in a row before it is called full: a quorum queue looks at its limit late. */
const refusalsWhenFull = 3

/** More than any limited queue of the lab takes. */
const mostFillers = 500

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
    return new Vhost(
      name,
      () => connect(this.#broker.url(name)),
      () => this.#giveBack(name),
    )
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
  #connection: Promise<ChannelModel> | null = null
  readonly #connect: () => Promise<ChannelModel>
  readonly #giveBack: () => void
  #counting: Promise<Channel> | null = null
  #wiping: Promise<Channel> | null = null

  /** @param open connects to the broker where it is now; called again when the broker has died in between */
  constructor(name: string, open: () => Promise<ChannelModel>, giveBack: () => void) {
    this.name = name
    this.#connect = open
    this.#giveBack = giveBack
    void this.#connected().catch(() => {}) // a dead broker is found out by the call that needs it
  }

  /**
   * Messages that are ready in a queue, one round trip to the broker. Null when there is no such queue, and when only
   * the connection that has declared it may look into it.
   */
  async ready(queue: string): Promise<number | null> {
    return (await this.#look(queue))?.messageCount ?? null
  }

  /** Consumers of a queue. Null where `ready` would be. */
  async consumers(queue: string): Promise<number | null> {
    return (await this.#look(queue))?.consumerCount ?? null
  }

  async #look(queue: string): Promise<Replies.AssertQueue | null> {
    this.#counting ??= this.#channel()
    const channel = await this.#counting
    try {
      return await channel.checkQueue(queue)
    } catch (error) {
      this.#counting = null // the error has closed the channel
      if (isNotFound(error) || isLocked(error)) return null
      throw new LabProblem(`The broker did not say how many messages are in ${queue}: ${error}`, { cause: error })
    }
  }

  /**
   * Fills a queue with messages of the lab's own until the broker refuses more.
   * @returns a function that takes them out again; what else is in the queue stays
   */
  async fill(queue: string): Promise<() => Promise<void>> {
    const channel = await (await this.#connected()).createConfirmChannel()
    channel.on('error', () => {})
    let accepted = 0
    for (let refused = 0; refused < refusalsWhenFull; ) {
      const answer = Promise.withResolvers<boolean>()
      const properties = { persistent: true, messageId: `${fillerMark}${accepted}` }
      channel.sendToQueue(queue, Buffer.from('{}'), properties, (error) => answer.resolve(error === null))
      const isAccepted = await answer.promise
      accepted += isAccepted ? 1 : 0
      refused = isAccepted ? 0 : refused + 1
      if (accepted > mostFillers) throw new LabProblem(`The queue ${queue} took ${accepted} messages and has no limit.`)
    }
    await channel.close()
    return () => this.#takeFillers(queue, accepted)
  }

  /** Takes the first message out of a queue, without acknowledging it; null when there is none. */
  async take(queue: string): Promise<Taken | null> {
    const channel = await this.#channel()
    const message = await channel.get(queue, { noAck: false })
    if (message === false) return null
    return { orderId: idOf(message), giveBack: () => channel.close() } // the broker puts back what was not acknowledged
  }

  async #takeFillers(queue: string, count: number): Promise<void> {
    const channel = await this.#channel()
    for (let taken = 0; taken < count; ) {
      const message = await channel.get(queue, { noAck: false })
      if (message === false) throw new LabProblem(`The queue ${queue} had ${taken} of the lab's ${count} messages.`)
      if (!idOf(message).startsWith(fillerMark)) continue // an order: it goes back with the channel
      channel.ack(message)
      taken += 1
    }
    await channel.close()
  }

  /** Takes every ready message out of a queue. Returns their order ids; null when there is no such queue. */
  async drain(queue: string): Promise<string[] | null> {
    const channel = await this.#channel()
    const orderIds: string[] = []
    try {
      for (;;) {
        const message = await channel.get(queue, { noAck: true })
        if (message === false) break
        orderIds.push(idOf(message))
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
    await this.#connection?.then((open) => open.close()).catch(() => {})
    this.#giveBack()
  }

  async #channel(): Promise<Channel> {
    const channel = await (await this.#connected()).createChannel()
    channel.on('error', () => {}) // the pending call rejects with it
    return channel
  }

  /** The connection, made anew when the broker has ended the last one. */
  #connected(): Promise<ChannelModel> {
    this.#connection ??= this.#connect().then((open) => {
      open.on('error', () => {}) // 'close' follows
      open.on('close', () => {
        this.#connection = null
        this.#counting = null
        this.#wiping = null
      })
      return open
    })
    this.#connection.catch(() => {
      this.#connection = null
    })
    return this.#connection
  }
}

const fillerMark = 'filler-'
const idOf = (message: GetMessage) => String(message.properties.messageId ?? message.content.toString('utf8'))

const isLocked = (error: unknown) => (error as { code?: number }).code === 405
const isNotFound = (error: unknown) => (error as { code?: number }).code === 404
