import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Order } from '../../exercises/shop.ts'
import type { Broker } from './broker/broker.ts'
import type { HistoryEvent, Recorder } from './history.ts'
import { type Ledger, RunningLedger } from './ledger.ts'
import { Random } from './random.ts'
import { Role } from './roles/role.ts'
import type { WarmProcesses } from './roles/warm-processes.ts'
import type { Scenario } from './scenario.ts'
import type { Vhost } from './vhosts.ts'
import { Wire } from './wire/wire.ts'

/** The scenario can't go on; why is already in the history, and the judge will read it there. */
export class SceneOver extends Error {
  override readonly name = 'SceneOver'
}

/** How long the lab is patient, in turns of the candidate's own event loop (25 ms each), so that a slow machine gets longer. */
const patience = {
  /** Orders are acknowledged or dropped, not shipped, and their process is dead: its memory is gone, and a successor has had its chance. */
  afterDeath: 5,
  /** The same in a living process, or deliveries that nobody settles: it may work on a timer. */
  living: 80,
  /** The broker still owes a delivery. */
  owed: 200,
  /** It opens, and says nothing to the broker meanwhile. */
  opening: 320,
}

/** Turns without an event after which a role has done all that it will do now: what it has decided to write is on the wire. */
const stillTurns = 1

/**
 * The last resort, by the clock: patience and pulse speak sooner, and with a better reason, but on a busy machine they
 * need their time. No verdict takes 30 s.
 */
const openDeadlineSeconds = 25
const sceneDeadlineSeconds = 25

/**
 * More events than this are a circle. Chapter 1's candidates make about 200; one that opens 1,000 channels, 2,200.
 * It also bounds what a candidate can cost the lab, which keeps all of them.
 */
const mostEvents = 10_000
const castFolder = resolve(import.meta.dirname, 'cast')

export interface StageNeeds {
  scenario: Scenario
  /** Absolute path of the judged file. */
  candidate: string
  broker: Broker
  vhost: Vhost
  processes: WarmProcesses
  recorder: Recorder
  seed: number
  /** Aborted when nobody needs the result any more. */
  signal: AbortSignal
}

/** Where a scenario is played: it opens roles, loads them with orders, breaks things at barriers, and waits for the end. */
export class Stage implements AsyncDisposable {
  readonly queue = 'orders'
  readonly random: Random
  readonly orders: Order[]
  readonly #needs: StageNeeds
  readonly #roles: Role[] = []
  readonly #book = new RunningLedger()
  /** How many events are in the book. */
  #written = 0
  #over = false

  constructor(needs: StageNeeds, orderCount: number) {
    this.#needs = needs
    this.random = new Random(needs.seed)
    this.orders = Array.from({ length: orderCount }, (_, index) => ({
      id: needs.recorder.history.orderIds[index] as string,
      sku: this.random.pick(['teapot', 'lamp', 'kite', 'globe']),
      quantity: this.random.between(1, 9),
    }))
  }

  /** Opens the order service. Resolves when it can take orders. */
  async openOrderService(): Promise<Role> {
    return this.#open('order-service', 'order-service')
  }

  /** Opens a warehouse under a name of its own. Resolves when it is ready for orders. */
  async openWarehouse(name: string): Promise<Role> {
    return this.#open('warehouse', name)
  }

  /** Places every order, and waits until the order service has claimed or refused each. */
  async placeAll(orderService: Role): Promise<void> {
    for (const order of this.orders) orderService.place(order)
    await this.until('the answer to every order', orderService, () => {
      const answers = this.#needs.recorder.history.events.filter(
        ({ kind }) => kind === 'claimed' || kind === 'not-claimed',
      )
      return answers.length >= this.orders.length
    })
  }

  /**
   * Waits until the broker has delivered all that it will: each order is ready in the queue or has passed the wire.
   * A queue that is gone, or that nobody else may look into, says nothing: then there is nothing to wait for.
   */
  async allOffered(warehouse: Role): Promise<void> {
    for (const startedAt = performance.now(); ; ) {
      const ready = await this.#needs.vhost.ready(this.queue)
      if (ready === null || ready + this.#ledger().delivered.size >= this.orders.length) return
      this.#leaveIfOver(warehouse, 'all deliveries', startedAt)
      await pause(5)
    }
  }

  /**
   * Waits until a role has done all that it will do for now. amqplib writes an ack some turns after `ack()`:
   * a fault that comes before it would judge the client's buffer instead of the candidate.
   */
  async still(role: Role): Promise<void> {
    const { events } = this.#needs.recorder.history
    for (let seen = -1, startedAt = performance.now(); seen !== events.length; await role.turns(stillTurns)) {
      this.#leaveIfOver(role, 'a pause in its work', startedAt)
      seen = events.length
    }
  }

  /** Waits until every order is shipped and settled and the queue is empty, or until nothing moves any more. */
  async drained(warehouse: Role): Promise<void> {
    for (const startedAt = performance.now(); ; ) {
      await this.until('the end of all orders', warehouse, isDone)
      if (((await this.#needs.vhost.ready(this.queue)) ?? 0) === 0) break
      this.#leaveIfOver(warehouse, 'an empty queue', startedAt)
    }
    this.#needs.recorder.record('lab', { kind: 'drained' })
  }

  /** The first order whose `ship()` has not answered. */
  orderInHand(): string | null {
    return [...this.#ledger().inHand][0] ?? null
  }

  /** The lab did something to a role. */
  fault(role: Role, fault: 'SIGKILL', orderId: string | null): void {
    this.#needs.recorder.record(role.name, { kind: 'fault', fault, orderId })
  }

  /**
   * Waits for something in the history.
   * @throws SceneOver when it can't come any more: the role has died, or nothing moves
   */
  async until(waitedFor: string, role: Role, condition: (ledger: Ledger) => boolean): Promise<void> {
    const { recorder } = this.#needs
    const startedAt = performance.now()
    let quietTurns = 0
    let seen = recorder.history.events.length
    let turned = role.turns(1)
    while (!condition(this.#ledger())) {
      this.#leaveIfOver(role, waitedFor, startedAt)
      if (quietTurns > this.#patience()) {
        recorder.record(role.name, { kind: 'quiet', turns: quietTurns })
        throw new SceneOver(`nothing moves; waited for ${waitedFor}`)
      }
      if ((await this.#wake(turned)) !== 'turned') continue
      turned = role.turns(1)
      quietTurns = recorder.history.events.length === seen ? quietTurns + 1 : 0
      seen = recorder.history.events.length
    }
  }

  /** Ends every role at once. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#over = true
    await Promise.all(this.#roles.map((role) => role.kill()))
    await Promise.all(this.#roles.map((role) => role.wire[Symbol.asyncDispose]()))
  }

  async #open(kind: 'order-service' | 'warehouse', name: string): Promise<Role> {
    const { scenario, candidate, broker, vhost, processes, recorder } = this.#needs
    this.#leaveIfAborted()
    const wire = await Wire.listen(
      () => broker.address,
      (event) => recorder.record(name, event),
    )
    if (this.#over) {
      await wire[Symbol.asyncDispose]()
      throw new SceneOver(`${name} comes too late: another role has failed`)
    }
    const role = new Role(name, processes.take(), wire, recorder)
    this.#roles.push(role)
    role.open(kind, scenario.candidate === kind ? candidate : resolve(castFolder, `${kind}.ts`), vhost.name, this.queue)
    await this.#opened(role)
    return role
  }

  async #opened(role: Role): Promise<void> {
    const { recorder } = this.#needs
    const startedAt = performance.now()
    let [turned, quietTurns, seen] = [role.turns(1), 0, 0]
    for (;;) {
      const told = recorder.history.events.filter(({ actor }) => actor === role.name)
      if (told.some(({ kind }) => kind === 'role-opened')) return
      if (role.gone || told.some(({ kind }) => kind === 'role-unusable'))
        throw new SceneOver(`${role.name} is unusable`)
      this.#leaveIfAborted()
      this.#leaveIfFlooded(role)
      const seconds = (performance.now() - startedAt) / 1000
      if (quietTurns > patience.opening || seconds > openDeadlineSeconds) {
        recorder.record(role.name, { kind: 'deadline', waitedFor: 'open', seconds: Math.round(seconds) })
        throw new SceneOver(`${role.name} did not open`)
      }
      if ((await this.#wake(turned)) !== 'turned') continue
      turned = role.turns(1)
      quietTurns = told.length === seen ? quietTurns + 1 : 0
      seen = told.length
    }
  }

  /** The ledger of what has happened so far. */
  #ledger(): Ledger {
    const { events } = this.#needs.recorder.history
    for (; this.#written < events.length; this.#written += 1) this.#book.write(events[this.#written] as HistoryEvent)
    return this.#book.read()
  }

  /** Turns of silence after which nothing will come: the more the candidate could still do, the longer. */
  #patience(): number {
    const { claimed, shipped, settled, unacknowledged } = this.#ledger()
    const unshipped = [...claimed.difference(shipped)]
    if (unshipped.some((orderId) => !settled.has(orderId))) return patience.owed
    if (unacknowledged.size > 0 || unshipped.length === 0) return patience.living
    const dead = new Set(this.#roles.filter(({ gone }) => gone).map(({ name }) => name))
    const memoryIsGone = unshipped.every((orderId) => dead.has(settled.get(orderId)?.by ?? ''))
    return memoryIsGone ? patience.afterDeath : patience.living
  }

  #leaveIfOver(role: Role, waitedFor: string, startedAt: number): void {
    this.#leaveIfAborted()
    this.#leaveIfFlooded(role)
    if (role.gone) throw new SceneOver(`${role.name} is gone; waited for ${waitedFor}`)
    if (performance.now() - startedAt < sceneDeadlineSeconds * 1000) return
    this.#needs.recorder.record(role.name, { kind: 'deadline', waitedFor, seconds: sceneDeadlineSeconds })
    throw new SceneOver(`no end within ${sceneDeadlineSeconds} s; waited for ${waitedFor}`)
  }

  #leaveIfFlooded(role: Role): void {
    const { recorder } = this.#needs
    if (recorder.history.events.length < mostEvents) return
    recorder.record(role.name, { kind: 'flood', events: recorder.history.events.length })
    throw new SceneOver('it goes round and round')
  }

  #leaveIfAborted(): void {
    if (this.#needs.signal.aborted) throw new SceneOver('nobody needs this scenario any more')
  }

  /** Sleeps until the next event, until `turned`, or for a second at most: a blocked event loop never turns. */
  async #wake(turned?: Promise<void>): Promise<'event' | 'turned'> {
    const { promise, resolve } = Promise.withResolvers<'event' | 'turned'>()
    const stop = this.#needs.recorder.onEvent(() => resolve('event'))
    const timer = setTimeout(() => resolve('event'), 1000)
    void turned?.then(() => resolve('turned'))
    try {
      return await promise
    } finally {
      stop()
      clearTimeout(timer)
    }
  }
}

/** Nothing is left to do: all claimed orders shipped, no delivery open, no ship() running. */
function isDone({ claimed, shipped, unacknowledged, inHand }: Ledger): boolean {
  return claimed.difference(shipped).size === 0 && unacknowledged.size === 0 && inHand.size === 0
}
