import { setTimeout as pause } from 'node:timers/promises'
import { type Channel, type ChannelModel, connect } from 'amqplib'
import type { Broker } from './broker/broker.ts'
import type { Recorder } from './history.ts'
import type { Breakable } from './round.ts'

/** How often the lab looks whether its own event loop turns. */
const lookEveryMs = 50

/** The lab's own connection to the broker, for nothing but its beat. */
interface Line {
  connection: ChannelModel
  channel: Channel
}

/** A round trip that takes longer says nothing more about the broker than this: who waits for it goes on. */
const longestBeatMs = 10_000

/**
 * Measures how well the machine keeps up: the lab's own event loop, and the broker. Who waits for a candidate waits for the
 * broker's beat, too, so that silence means "nobody wanted anything" and not "nobody got a processor".
 */
export class StrainGauge implements AsyncDisposable {
  readonly #broker: Broker
  readonly #recorders = new Set<Recorder>()
  readonly #timer: NodeJS.Timeout
  #line: Promise<Line> | null = null
  /** The round trip that is under way, and the one that begins after it, for those who came meanwhile. */
  #running: Promise<void> | null = null
  #next: Promise<void> | null = null
  /** Set while the lab keeps the broker broken: nobody waits for its beat then. */
  #broken: { promise: Promise<void>; resolve(): void } | null = null

  constructor(broker: Broker) {
    this.#broker = broker
    let expectedAt = performance.now() + lookEveryMs
    this.#timer = setInterval(() => {
      this.#note('lab', performance.now() - expectedAt)
      expectedAt = performance.now() + lookEveryMs
    }, lookEveryMs)
    this.#timer.unref()
  }

  /** From now on this history is told what the machine does, until the returned function is called. */
  tell(recorder: Recorder): () => void {
    this.#recorders.add(recorder)
    return () => {
      this.#recorders.delete(recorder)
      if (this.#recorders.size === 0) void this.#hangUp() // a lab that plays nothing keeps nothing open
    }
  }

  /** Resolves after one round trip to the broker that began after this call; at once while the lab keeps the broker broken. */
  beat(): Promise<void> {
    if (this.#broken !== null) return Promise.resolve()
    if (this.#running === null) {
      this.#running = this.#roundTrip().finally(() => {
        this.#running = null
      })
      return this.#running
    }
    this.#next ??= this.#running.then(() => {
      this.#next = null
      return this.beat()
    })
    return this.#next
  }

  /** The same broker for those who break it: while it is broken, its beat is not waited for. */
  sparing(): Breakable {
    const broker = this.#broker
    const breaking = (what: () => Promise<void>) => async () => {
      this.#broken ??= Promise.withResolvers<void>()
      this.#broken.resolve()
      await what()
    }
    const mending = (what: () => Promise<void>) => async () => {
      await what()
      this.#broken = null
    }
    return {
      writeDown: () => broker.writeDown(),
      crash: breaking(() => broker.crash()),
      shutDown: breaking(() => broker.shutDown()),
      freeze: breaking(() => broker.freeze()),
      restart: mending(() => broker.restart()),
      thaw: mending(() => broker.thaw()),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    await this.#hangUp()
  }

  async #hangUp(): Promise<void> {
    const opened = this.#line
    this.#line = null
    const line = await opened?.catch(() => null)
    await line?.connection.close().catch(() => {}) // it may be gone
  }

  async #roundTrip(): Promise<void> {
    const startedAt = performance.now()
    const broken = this.#broken?.promise ?? new Promise<void>(() => {})
    const asked = this.#ask().catch(() => this.#hangUp()) // a dead broker is found out by those who need it
    await Promise.race([asked, broken, pause(longestBeatMs, undefined, { ref: false })])
    if (this.#broken === null) this.#note('broker', performance.now() - startedAt)
  }

  async #ask(): Promise<void> {
    const line: Promise<Line> =
      this.#line ??
      open(this.#broker, () => {
        if (this.#line === line) this.#line = null
      })
    this.#line = line
    await (await line).channel.checkExchange('amq.direct')
  }

  #note(who: string, lateMs: number): void {
    for (const recorder of this.#recorders) recorder.strain(who, lateMs)
  }
}

async function open(broker: Broker, onEnd: () => void): Promise<Line> {
  const connection = await connect(broker.url('/'), { timeout: longestBeatMs })
  connection.on('error', onEnd)
  connection.on('close', onEnd)
  const channel = await connection.createChannel()
  channel.on('error', onEnd)
  return { connection, channel }
}
