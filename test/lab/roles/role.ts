import { randomUUID } from 'node:crypto'
import type { Order } from '../../../exercises/shop.ts'
import type { Recorder } from '../history.ts'
import type { Wire } from '../wire/wire.ts'
import type { Desk, FromRole, RoleKind } from './messages.ts'
import type { RoleProcess } from './process.ts'
import { type Ailment, heapLimitMb, Pulse } from './pulse.ts'

/** How the lab answers calls of `ship()`. */
export interface Dock {
  /** Decides about one call: `count` is 1 for the role's first call. */
  decide(count: number, order: Order): 'ship' | 'hold' | { rejectWith: string; poisoned?: boolean }
}

/** One order service or warehouse: a process, its wire, and its lines in the history. */
export class Role {
  readonly name: string
  readonly wire: Wire
  readonly #process: RoleProcess
  readonly #recorder: Recorder
  readonly #beat: () => Promise<void>
  #dock: Dock = { decide: () => 'ship' }
  #shipCalls = 0
  /** Calls of `ship()` that wait for the lab, oldest first. */
  readonly #held: { call: number; orderId: string }[] = []
  readonly #poisoned = new Set<string>()
  #endedByLab = false
  #turned: (() => void)[] = []
  #pulse: Pulse | null = null
  gone = false

  /** @param beat one round trip to the broker */
  constructor(name: string, process: RoleProcess, wire: Wire, recorder: Recorder, beat: () => Promise<void>) {
    this.name = name
    this.#beat = beat
    this.wire = wire
    this.#process = process
    this.#recorder = recorder
    process.onMessage = (message) => this.#hear(message)
    process.onHangUp = () => this.#giveUp({ kind: 'role-hung-up' })
    recorder.record(name, { kind: 'role-started' })
    void process.exited.then(({ exitCode, signal }) => this.#end(exitCode, signal))
  }

  /** @param address vhost and parameters of the URL; host and port are the wire's */
  open(role: RoleKind, file: string, address: string, desk: Omit<Desk, 'amqpUrl'>): void {
    const amqpUrl = `amqp://shop:shop@127.0.0.1:${this.wire.port}/${address}`
    this.#process.send({ type: 'open', role, file, desk: { ...desk, amqpUrl }, token: randomUUID() })
    const ping = () => this.#process.send({ type: 'ping' })
    this.#pulse = new Pulse(this.#process.pid, ping, (ailment) => this.#giveUp(ailment))
  }

  place(order: Order): void {
    this.#recorder.record(this.name, { kind: 'placing', orderId: order.id })
    this.#process.send({ type: 'place', order })
  }

  /** From now on this decides about calls of `ship()`. */
  dock(dock: Dock): void {
    this.#dock = dock
  }

  /** Lets the oldest held `ship()` of an order resolve. */
  release(orderId: string): void {
    const index = this.#held.findIndex((held) => held.orderId === orderId)
    const [held] = index < 0 ? [] : this.#held.splice(index, 1)
    if (held === undefined) throw new Error(`${this.name} has no held ship() of ${orderId}`)
    this.#recorder.record(this.name, { kind: 'shipped', orderId })
    this.#process.send({ type: 'shipped', call: held.call })
  }

  /**
   * Lets a call of `ship()` throw, the role's first one being 1. Resolves when the role knows: an order that is placed
   * before could overtake the word, because it comes on another line.
   */
  async throwAt(call: number, message: string): Promise<void> {
    this.#process.send({ type: 'throw-at', call, message })
    await this.turns(1)
  }

  /** Ends it as a kernel out of memory would: no handler runs, nothing is flushed. */
  async kill(): Promise<void> {
    this.#endedByLab ||= !this.#process.ended
    this.#process.kill()
    await this.#process.exited
  }

  /** Asks it to stop, as an orchestrator does first. */
  terminate(): void {
    this.#endedByLab ||= !this.#process.ended
    this.#process.signal('SIGTERM')
  }

  freeze(): void {
    this.#pulse?.pause()
    this.#process.signal('SIGSTOP')
  }

  thaw(): void {
    this.#process.signal('SIGCONT')
    this.#pulse?.resume()
  }

  /**
   * Resolves when its event loop has turned `count` times, 25 ms each, and the broker has answered the lab meanwhile; or
   * when it is gone. Stress stretches it: silence counts only where everybody could have spoken.
   */
  async turns(count: number): Promise<void> {
    if (this.gone) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#turned.push(resolve)
    this.#process.send({ type: 'turns', count })
    await Promise.all([promise, this.#beat()])
  }

  #hear(message: FromRole): void {
    if (this.gone) return
    if (message.type === 'opened') this.#recorder.record(this.name, { kind: 'role-opened' })
    else if (message.type === 'unusable') {
      this.#recorder.record(this.name, { kind: 'role-unusable', phase: message.phase, message: message.message })
    } else if (message.type === 'placed')
      this.#recorder.record(this.name, { kind: 'claimed', orderId: message.orderId })
    else if (message.type === 'not-placed') {
      this.#recorder.record(this.name, { kind: 'not-claimed', orderId: message.orderId, message: message.message })
    } else if (message.type === 'ship') this.#ship(message)
    else if (message.type === 'ship-threw') this.#threw(message.order, message.message)
    else if (message.type === 'turned') {
      this.#recorder.strain(this.name, message.lateMs)
      this.#turned.shift()?.()
    } else if (message.type === 'pong') this.#pulse?.beat()
  }

  #ship({ call, order, pauseMs }: FromRole & { type: 'ship' }): void {
    const orderId = nameOf(order)
    this.#shipCalls += 1
    const decision = this.#dock.decide(this.#shipCalls, { sku: '', quantity: 0, ...order, id: orderId })
    this.#recorder.record(this.name, {
      ...{ kind: 'shipping', orderId, held: decision === 'hold' },
      ...(pauseMs === null ? {} : { pauseMs }),
    })
    if (decision === 'ship') {
      this.#recorder.record(this.name, { kind: 'shipped', orderId })
      this.#process.send({ type: 'shipped', call })
    } else if (decision === 'hold') this.#held.push({ call, orderId })
    else {
      const fault = decision.poisoned ? 'poison' : 'ship-rejects'
      // An order is poisoned once, however often it is tried.
      if (!this.#poisoned.has(orderId)) this.#recorder.record(this.name, { kind: 'fault', fault, orderId })
      if (decision.poisoned) this.#poisoned.add(orderId)
      this.#recorder.record(this.name, { kind: 'ship-rejected', orderId, message: decision.rejectWith })
      this.#process.send({ type: 'ship-rejected', call, message: decision.rejectWith })
    }
  }

  #threw(order: Order | null, message: string): void {
    const orderId = nameOf(order)
    this.#shipCalls += 1
    this.#recorder.record(this.name, { kind: 'shipping', orderId, held: false })
    this.#recorder.record(this.name, { kind: 'fault', fault: 'ship-throws', orderId })
    this.#recorder.record(this.name, { kind: 'ship-rejected', orderId, message })
  }

  /** Nothing can be asked of it any more. The end of its process is then our doing. */
  #giveUp(why: Ailment | { kind: 'role-hung-up' }): void {
    if (this.#process.ended) return
    this.#recorder.record(this.name, why)
    void this.kill()
  }

  #end(exitCode: number | null, signal: string | null): void {
    this.gone = true
    this.#pulse?.stop()
    for (const resolve of this.#turned.splice(0)) resolve()
    const { output, saysOutOfMemory } = this.#process
    if (!this.#endedByLab && signal === 'SIGABRT' && saysOutOfMemory) {
      this.#recorder.record(this.name, { kind: 'role-out-of-memory', megabytes: heapLimitMb })
    }
    this.#recorder.record(this.name, { kind: 'role-exited', expected: this.#endedByLab, exitCode, signal, output })
  }
}

/** The id of what `ship()` was called with; when it has none, what it was. */
function nameOf(order: Order | null): string {
  const id: unknown = order?.id
  return (typeof id === 'string' ? id : JSON.stringify(order)).slice(0, 80)
}
