import { once } from 'node:events'
import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net'
import type { WireEvent } from './events.ts'
import { FrameReader, GarbageError } from './frames.ts'
import { Observer } from './observer.ts'

export type Direction = 'to-broker' | 'to-client'

/** One TCP connection of a role, and the lab's own one to the broker behind it. */
interface Pair {
  connection: number
  client: Socket
  broker: Socket
  /** Who closed first; null while it is open. */
  closedBy: 'client' | 'broker' | 'lab' | null
}

/**
 * The only way from a role to the broker: a TCP proxy at an address that never changes.
 * It tells what passes, and it can break the way as a network would.
 */
export class Wire implements AsyncDisposable {
  /** Where roles connect, on loopback. */
  readonly port: number
  readonly #server: Server
  readonly #broker: () => { host: string; port: number } | null
  readonly #record: (event: WireEvent) => void
  readonly #pairs = new Set<Pair>()
  readonly #blackHoles = new Set<Direction>()
  #connections = 0
  #refusing = false

  private constructor(
    server: Server,
    broker: () => { host: string; port: number } | null,
    record: (event: WireEvent) => void,
  ) {
    this.#server = server
    this.#broker = broker
    this.#record = record
    this.port = (server.address() as AddressInfo).port
    server.on('connection', (client) => this.#accept(client))
  }

  /**
   * @param broker asked for each new connection; null when there is no broker behind the wire
   * @param record called for each thing that passed, in order
   */
  static async listen(
    broker: () => { host: string; port: number } | null,
    record: (event: WireEvent) => void,
  ): Promise<Wire> {
    const server = createServer({ allowHalfOpen: true, noDelay: true })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Wire(server, broker, record)
  }

  /** Resets every connection, as a pulled plug at the router would. New ones may come. */
  cut(): void {
    for (const pair of this.#pairs) {
      this.#closed(pair, 'lab')
      pair.client.resetAndDestroy()
      pair.broker.resetAndDestroy()
    }
  }

  /** Resets every new connection until `accept()`. Those that are open stay open. */
  refuse(): void {
    this.#refusing = true
  }

  accept(): void {
    this.#refusing = false
  }

  /** Swallows what goes in one direction, until `heal()`. Nobody is told: no FIN, no RST. */
  blackHole(direction: Direction): void {
    this.#blackHoles.add(direction)
  }

  heal(): void {
    this.#blackHoles.clear()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
    this.cut()
  }

  #accept(client: Socket): void {
    const connection = ++this.#connections
    const address = this.#refusing ? null : this.#broker()
    client.on('error', () => {}) // 'close' follows
    if (address === null) {
      this.#record({ connection, kind: 'tcp-refused' })
      client.resetAndDestroy()
      return
    }
    const broker = dial({ ...address, allowHalfOpen: true, noDelay: true })
    broker.on('error', () => {})
    const pair: Pair = { connection, client, broker, closedBy: null }
    this.#pairs.add(pair)
    broker.on('connect', () => this.#record({ connection, kind: 'tcp-open' }))
    broker.on('close', () => broker.bytesRead === 0 && client.resetAndDestroy()) // as a dead broker's port would
    const observer = new Observer(connection, this.#record)
    this.#pass(pair, 'client', observer)
    this.#pass(pair, 'broker', observer)
  }

  /** Carries one direction: read, cut into frames, tell, pass on. */
  #pass(pair: Pair, from: 'client' | 'broker', observer: Observer): void {
    const [source, target] = from === 'client' ? [pair.client, pair.broker] : [pair.broker, pair.client]
    const direction: Direction = from === 'client' ? 'to-broker' : 'to-client'
    const reader = new FrameReader()
    let opaque = false

    const readFrames = (chunk: Buffer): Buffer => {
      if (opaque) return chunk
      const before = reader.rest
      try {
        for (const frame of reader.push(chunk)) observer.see(frame, from)
        const whole = before.length + chunk.length - reader.rest.length
        return before.length === 0 ? chunk.subarray(0, whole) : Buffer.concat([before, chunk]).subarray(0, whole)
      } catch (error) {
        if (!(error instanceof GarbageError)) throw error
        for (const frame of error.frames) observer.see(frame, from)
        opaque = true
        this.#record({ connection: pair.connection, kind: 'garbage', from, what: error.message })
        return Buffer.concat([before, chunk])
      }
    }

    source.on('data', (chunk: Buffer) => {
      const bytes = readFrames(chunk)
      if (bytes.length === 0 || this.#blackHoles.has(direction) || !target.writable) return
      if (!target.write(bytes)) {
        source.pause()
        target.once('drain', () => source.resume())
      }
    })
    // Never pass a reset on as a reset: it could drop an ack that the other side has not read yet, by luck.
    // A reset is never passed on as a reset: it could drop an ack that the other side has not read yet, by luck.
    source.on('end', () => {
      this.#closed(pair, from)
      target.end()
    })
    source.on('close', () => {
      this.#closed(pair, from)
      target.end()
      if (target.destroyed) this.#pairs.delete(pair)
    })
  }

  /** Notes who closed first. */
  #closed(pair: Pair, by: 'client' | 'broker' | 'lab'): void {
    if (pair.closedBy !== null) return
    pair.closedBy = by
    this.#record({ connection: pair.connection, kind: 'tcp-closed', by })
  }
}
