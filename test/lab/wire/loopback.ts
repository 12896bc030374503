import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, Socket } from 'node:net'
import { vi } from 'vitest'
import type { WireEvent } from './events.ts'
import { Wire } from './wire.ts'

interface Address {
  host: string
  port: number
}

/** One end of a TCP connection: it keeps what it has read and says how it ended. */
export class End {
  readonly socket: Socket
  #chunks: Buffer[] = []
  /** Bytes read so far. */
  length = 0
  ended = false
  /** Null until it is closed. */
  closed: 'quietly' | 'by a reset' | null = null

  constructor(socket: Socket, reading = true) {
    this.socket = socket
    let reset = false
    if (reading) this.read()
    socket.on('end', () => {
      this.ended = true
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      reset = error.code === 'ECONNRESET'
    })
    socket.on('close', () => {
      this.closed = reset ? 'by a reset' : 'quietly'
    })
  }

  read(): void {
    this.socket.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk)
      this.length += chunk.length
    })
    this.socket.resume()
  }

  get bytes(): Buffer {
    this.#chunks = [Buffer.concat(this.#chunks)]
    return this.#chunks[0] as Buffer
  }
}

/**
 * A wire between a client and a plain TCP server in place of the broker: a place for bytes, which knows nothing of AMQP.
 */
export class Loopback implements AsyncDisposable {
  readonly wire: Wire
  readonly events: WireEvent[]
  readonly #server: Server
  readonly #ends: End[] = []
  readonly #taken: Socket[] = []

  private constructor(wire: Wire, server: Server, events: WireEvent[]) {
    this.wire = wire
    this.#server = server
    this.events = events
    server.on('connection', (socket) => this.#taken.push(socket.on('error', () => {})))
  }

  /**
   * @param onEvent called within the wire's own record()
   * @param broker where the wire finds its broker; `here` is the server of this loopback
   */
  static async open({
    onEvent = (_event: WireEvent, _wire: Wire) => {},
    broker = (here: Address, _wire: Wire): Address | null => here,
  } = {}): Promise<Loopback> {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const events: WireEvent[] = []
    const here = { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
    const wire: Wire = await Wire.listen(
      () => broker(here, wire),
      (event) => {
        events.push(event)
        onEvent(event, wire)
      },
    )
    return new Loopback(wire, server, events)
  }

  /** A new client, without a look at what is behind the wire. */
  async knock(reading = true): Promise<End> {
    const client = new End(new Socket({ allowHalfOpen: true }), reading)
    this.#ends.push(client)
    client.socket.connect({ port: this.wire.port, host: '127.0.0.1' })
    await new Promise<void>((resolve) => client.socket.on('connect', resolve).on('close', () => resolve()))
    return client
  }

  /** A new client, and the connection that arrived at the other side for it. */
  async connect(reading = { client: true, broker: true }): Promise<{ client: End; broker: End }> {
    const client = await this.knock(reading.client)
    return { client, broker: await this.taken(reading.broker) }
  }

  /** The next connection that arrives at the broker's place. */
  async taken(reading = true): Promise<End> {
    await eventually(() => this.#taken.length > 0)
    const broker = new End(this.#taken.shift() as Socket, reading)
    this.#ends.push(broker)
    return broker
  }

  /** How a port answers. */
  async knocksAt(port: number): Promise<'taken' | 'refused'> {
    const socket = connect(port, '127.0.0.1')
    const answer = once(socket, 'connect').then(
      () => 'taken' as const,
      () => 'refused' as const,
    )
    socket.on('connect', () => socket.destroy())
    return answer
  }

  kinds(): string[] {
    return this.events.map((event) => (event.kind === 'tcp-closed' ? `${event.kind} by ${event.by}` : event.kind))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.wire[Symbol.asyncDispose]()
    const sockets = [...this.#ends.map(({ socket }) => socket), ...this.#taken]
    for (const socket of sockets) socket.destroy()
    await eventually(() => sockets.every(({ closed }) => closed))
    await once(this.#server.close(), 'close')
  }
}

export async function eventually(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, { timeout: 4_000, interval: 2 })
}

/** Bytes there and back between two ends: what was written before it, to any socket, has been seen by every event loop. */
export async function roundTrip(): Promise<void> {
  const server = createServer((socket) => socket.pipe(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  for (let turn = 0; turn < 5; turn++) {
    socket.write('?')
    await once(socket, 'data')
  }
  socket.destroy()
  await once(server.close(), 'close')
}
