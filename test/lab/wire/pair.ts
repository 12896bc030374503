import type { Socket } from 'node:net'
import type { WireEvent } from './events.ts'
import { Lane } from './lane.ts'
import { Observer } from './observer.ts'
import { Tap } from './tap.ts'

export type Direction = 'to-broker' | 'to-client'

/** One TCP connection of a role, and the lab's own one to the broker behind it. */
export class Pair {
  /** Resolves when both sockets are closed. */
  readonly gone: Promise<void>
  readonly #connection: number
  readonly #client: Socket
  readonly #broker: Socket
  readonly #record: (event: WireEvent) => void
  readonly #holding = new Set<Direction>()
  /** Null until the broker has taken the connection. */
  #lanes: Record<Direction, Lane> | null = null
  #over = false
  #stranded = false
  #keepingConfirms = false

  /**
   * @param connection its number
   * @param client a connection that was taken
   * @param broker a connection that is being made
   */
  constructor(connection: number, client: Socket, broker: Socket, record: (event: WireEvent) => void) {
    this.#connection = connection
    this.#client = client
    this.#broker = broker
    this.#record = record
    this.gone = Promise.all([closing(client), closing(broker)]).then(() => {})
    broker.on('connect', () => this.#open())
    broker.on('close', () => this.#lanes === null && this.#refuse()) // nobody listens: the broker is dead
  }

  hold(direction: Direction): void {
    this.#holding.add(direction)
    this.#lanes?.[direction].hold()
  }

  /** Holds both directions for ever: the connection is half-open until somebody gives it up. */
  strand(): void {
    this.#stranded = true
    this.hold('to-broker')
    this.hold('to-client')
  }

  keepConfirms(): void {
    this.#keepingConfirms = true
    this.#lanes?.['to-client'].keepConfirms()
  }

  giveConfirms(): void {
    this.#lanes?.['to-client'].giveConfirms()
  }

  release(): void {
    if (this.#stranded) return
    this.#holding.clear()
    this.#lanes?.['to-broker'].release()
    this.#lanes?.['to-client'].release()
  }

  /** Resets both sides. What was held is gone. */
  cut(): void {
    if (this.#lanes === null) this.#refuse()
    else this.#close('lab')
    reset(this.#client)
    if (this.#broker.connecting) this.#broker.destroy()
    else reset(this.#broker)
  }

  #open(): void {
    this.#record({ connection: this.#connection, kind: 'tcp-open' })
    const observer = new Observer(this.#connection, this.#record)
    const [client, broker] = [this.#client, this.#broker]
    this.#lanes = {
      'to-broker': new Lane(client, broker, new Tap(observer, 'client'), () => this.#close('client')),
      'to-client': new Lane(broker, client, new Tap(observer, 'broker'), () => this.#close('broker')),
    }
    for (const direction of this.#holding) this.#lanes[direction].hold()
    if (this.#keepingConfirms) this.#lanes['to-client'].keepConfirms()
  }

  #refuse(): void {
    if (this.#over) return
    this.#over = true
    this.#record({ connection: this.#connection, kind: 'tcp-refused' })
    reset(this.#client)
  }

  /** Notes who closed first. */
  #close(by: 'client' | 'broker' | 'lab'): void {
    if (this.#over) return
    this.#over = true
    this.#record({ connection: this.#connection, kind: 'tcp-closed', by })
  }
}

/**
 * A socket whose FIN is on its way to the kernel can't be reset (EINVAL), and Node would then never close it:
 * that takes a moment, which is waited for.
 */
function reset(socket: Socket): void {
  const finPending = socket.writableEnded && socket.writableLength === 0 && !socket.writableFinished
  if (finPending) socket.once('finish', () => socket.resetAndDestroy())
  else socket.resetAndDestroy()
}

function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on('error', () => {}) // 'close' follows
    socket.on('close', () => resolve())
  })
}
