import { once } from 'node:events'
import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net'
import type { WireEvent } from './events.ts'
import { type Direction, Pair } from './pair.ts'

export type BrokerAddress = { host: string; port: number } | null

/**
 * The only way from a role to the broker: a TCP proxy at an address that never changes.
 * It tells what passes, and it can break the way as a network would.
 */
export class Wire implements AsyncDisposable {
  /** Where roles connect, on loopback. */
  readonly port: number
  readonly #server: Server
  readonly #broker: () => BrokerAddress
  readonly #record: (event: WireEvent) => void
  readonly #pairs = new Set<Pair>()
  readonly #blackHoles = new Set<Direction>()
  #connections = 0
  #refusing = false
  #keepingConfirms = false

  private constructor(server: Server, broker: () => BrokerAddress, record: (event: WireEvent) => void) {
    this.#server = server
    this.#broker = broker
    this.#record = record
    this.port = (server.address() as AddressInfo).port
    server.on('connection', (client) => this.#accept(client))
  }

  /**
   * @param broker asked for each new connection; null when there is no broker behind the wire
   * @param record called for each thing that one side has sent, in order, before the other side gets it
   */
  static async listen(broker: () => BrokerAddress, record: (event: WireEvent) => void): Promise<Wire> {
    const server = createServer({ allowHalfOpen: true, noDelay: true })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Wire(server, broker, record)
  }

  /** Resets every connection, as a pulled plug at the router would. New ones may come. */
  cut(): void {
    for (const pair of this.#pairs) pair.cut()
  }

  /** Resets every new connection until `accept()`. Those that are open stay open. */
  refuse(): void {
    this.#refusing = true
  }

  accept(): void {
    this.#refusing = false
  }

  /**
   * Swallows what goes in one direction, on every connection, until `heal()`. Nobody is told: no FIN, no RST.
   * What goes in is still recorded, so that a scenario can wait until something is in the hole.
   *
   * TCP never loses bytes in the middle of a connection: it sends them again, or the connection dies.
   * So `heal()` lets through what was swallowed, in order, the FIN too, and a connection that is
   * cut or given up before takes it to the grave. To drop frames and go on would be a fault that no
   * network has: one lost publish, and every later confirm names the wrong message.
   */
  blackHole(direction: Direction): void {
    this.#blackHoles.add(direction)
    for (const pair of this.#pairs) pair.hold(direction)
  }

  heal(): void {
    this.#blackHoles.clear()
    for (const pair of this.#pairs) pair.release()
  }

  /**
   * The connections that are open now go dead in both directions, for ever, and nobody is told: a router has forgotten
   * them. New ones work. `heal()` does not bring them back.
   */
  strand(): void {
    for (const pair of this.#pairs) pair.strand()
  }

  /** Keeps back the broker's confirms, on every connection; each one is recorded as `confirm-kept`. */
  keepConfirms(): void {
    this.#keepingConfirms = true
    for (const pair of this.#pairs) pair.keepConfirms()
  }

  /** Lets the kept confirms through, as one frame with `multiple` for each channel. Those to come are kept again. */
  giveConfirms(): void {
    for (const pair of this.#pairs) pair.giveConfirms()
  }

  /** Cuts all, and waits until no socket is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server.close(), 'close')
    this.cut()
    await Promise.all([closed, ...[...this.#pairs].map((pair) => pair.gone)])
  }

  #accept(client: Socket): void {
    const connection = ++this.#connections
    const address = this.#refusing ? null : this.#broker()
    if (address === null) {
      this.#record({ connection, kind: 'tcp-refused' })
      client.on('error', () => {}) // 'close' follows
      client.resetAndDestroy()
      return
    }
    const broker = dial({ ...address, allowHalfOpen: true, noDelay: true })
    const pair = new Pair(connection, client, broker, this.#record)
    this.#pairs.add(pair)
    for (const direction of this.#blackHoles) pair.hold(direction)
    if (this.#keepingConfirms) pair.keepConfirms()
    void pair.gone.then(() => this.#pairs.delete(pair))
  }
}
