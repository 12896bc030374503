import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Order } from '../../exercises/shop.ts'
import type { Broker } from './broker/broker.ts'
import { Customers } from './customers.ts'
import type { FaultName, Recorder } from './history.ts'
import type { Ledger } from './ledger.ts'
import { Random } from './random.ts'
import { Role } from './roles/role.ts'
import type { WarmProcesses } from './roles/warm-processes.ts'
import type { Seat } from './round.ts'
import { hasTriedEnough } from './rules/pauses.ts'
import type { Scenario } from './scenario.ts'
import type { Slots } from './slots.ts'
import type { StrainGauge } from './strain.ts'
import type { Taken, Vhost } from './vhosts.ts'
import { SceneOver, Watch } from './watch.ts'
import { Wire } from './wire/wire.ts'

/** How long the lab is patient, in turns of the candidate's own event loop (25 ms each), so that a slow machine gets longer. */
const patience = {
  /** Orders are acknowledged or dropped, not shipped, and their process is dead: its memory is gone, and a successor has had its chance. */
  afterDeath: 5,
  /** The same in a living process, or deliveries that nobody settles: it may work on a timer. */
  living: 80,
  /** The broker still owes a delivery. */
  owed: 200,
  /** The broker has yet to notice that somebody is dead: it gives up after three heartbeats of 2 s. */
  heartbeats: 400,
  /** It opens, and says nothing to the broker meanwhile. */
  opening: 320,
}

/** Who needs longer to open does so beside those who come next. */
const openingSlotMs = 1_000

/** How long the broker may take to put back what a closed connection had not acknowledged. Measured: 6 ms. */
const requeueDeadlineMs = 5_000

const castFolder = resolve(import.meta.dirname, 'cast')

export interface StageNeeds {
  scenario: Scenario
  /** Absolute path of the judged file. */
  candidate: string
  broker: Broker
  vhost: Vhost
  /** Where the roles may keep files. */
  dataDir: string
  processes: WarmProcesses
  recorder: Recorder
  gauge: StrainGauge
  /** Roles that start at the same time. */
  openings: Slots
  /** The place in the round, where the scenario has a fault of the whole broker. */
  seat: Seat | null
  seed: number
  /** Aborted when nobody needs the result any more. */
  signal: AbortSignal
}

/** Where a scenario is played: it opens roles, loads them with orders, breaks things at barriers, and waits for the end. */
export class Stage implements AsyncDisposable {
  readonly queue: string
  readonly random: Random
  readonly orders: Order[]
  readonly customers: Customers
  readonly #needs: StageNeeds
  readonly #watch: Watch
  readonly #roles: Role[] = []
  #over = false

  constructor(needs: StageNeeds) {
    const { scenario, recorder, seed, signal } = needs
    this.#needs = needs
    this.queue = scenario.queue ?? 'orders'
    this.random = new Random(seed)
    this.orders = recorder.history.orderIds.map((id) => ({
      id,
      sku: this.random.pick(['teapot', 'lamp', 'kite', 'globe']),
      quantity: this.random.between(1, 9),
    }))
    this.#watch = new Watch(recorder, signal)
    this.customers = new Customers(this.orders, this.#watch)
  }

  /** Opens the order service. Resolves when it can take orders. */
  async openOrderService(name = 'order-service'): Promise<Role> {
    return this.#open('order-service', name)
  }

  /** Opens a warehouse under a name of its own. Resolves when it is ready for orders. */
  async openWarehouse(name: string): Promise<Role> {
    return this.#open('warehouse', name)
  }

  /** Places every order, and waits until the order service has claimed or refused each. */
  async placeAll(orderService: Role): Promise<void> {
    this.customers.place(orderService)
    await this.customers.answered(orderService)
  }

  /**
   * Waits until the broker has delivered all that it will: each order is ready in the queue or has passed the wire.
   * A queue that is gone, or that nobody else may look into, says nothing: then there is nothing to wait for.
   */
  async allOffered(warehouse: Role): Promise<void> {
    for (const startedAt = performance.now(); ; ) {
      const ready = await this.#needs.vhost.ready(this.queue)
      const { delivered, attempted } = this.#watch.ledger()
      if (ready === null || ready + delivered.size >= attempted.size) return
      this.#watch.leaveIfOver(warehouse, 'all deliveries', startedAt)
      await pause(5)
    }
  }

  /**
   * Waits until a role has done all that it will do for now. amqplib writes an ack some turns after `ack()`:
   * a fault that comes before it would judge the client's buffer instead of the candidate.
   * @param turns how many turns of its event loop must pass without an event
   */
  async still(role: Role, turns?: number): Promise<void> {
    await this.#watch.still(role, turns)
  }

  /** Lets a role live through so many turns of its event loop, 25 ms each, whatever happens. */
  async turns(role: Role, turns: number): Promise<void> {
    await this.#watch.turns(role, turns)
  }

  /** Waits until every order is shipped and settled and the queue is empty, or until nothing moves any more. */
  async drained(warehouse: Role): Promise<void> {
    for (const startedAt = performance.now(); ; ) {
      await this.until('the end of all orders', warehouse, isDone)
      if (((await this.#needs.vhost.ready(this.queue)) ?? 0) === 0) break
      this.#watch.leaveIfOver(warehouse, 'an empty queue', startedAt)
    }
    this.#needs.recorder.record('lab', { kind: 'drained' })
  }

  /**
   * Waits until every claimed order has reached the broker: who keeps an outbox claims first and publishes later.
   * When nothing moves any more, what is still missing will not come, and the drain will say so.
   */
  async stored(orderService: Role): Promise<void> {
    const isStored = ({ claimed, confirmed }: Ledger) => claimed.isSubsetOf(confirmed)
    for (let quiet = 0, seen = -1; quiet < patience.living && !isStored(this.#watch.ledger()); ) {
      const { length } = this.#needs.recorder.history.events
      quiet = length === seen ? quiet + 1 : 0
      seen = length
      await this.#watch.turns(orderService, 1)
    }
  }

  /** The first order whose `ship()` has not answered. */
  orderInHand(): string | null {
    return [...this.#watch.ledger().inHand][0] ?? null
  }

  /** All orders whose `ship()` has not answered. */
  inHand(): string[] {
    return [...this.#watch.ledger().inHand]
  }

  /** How many deliveries have come to a role. */
  deliveries(role: Role): number {
    const { events } = this.#needs.recorder.history
    return events.filter(({ kind, actor }) => kind === 'deliver' && actor === role.name).length
  }

  /** Waits until the broker has noticed that no consumer is left on the queue. */
  async nobodyConsumes(role: Role): Promise<void> {
    for (const startedAt = performance.now(); ; await pause(5)) {
      if (((await this.#needs.vhost.consumers(this.queue)) ?? 0) === 0) return
      this.#watch.leaveIfOver(role, 'the end of the last consumer', startedAt)
    }
  }

  /** The lab did something to a role. */
  fault(role: Role, fault: FaultName, orderId: string | null = null): void {
    this.#needs.recorder.record(role.name, { kind: 'fault', fault, orderId })
  }

  /** What the lab did to a role's network is over. */
  healed(role: Role): void {
    this.#needs.recorder.record(role.name, { kind: 'healed' })
  }

  /** Waits until it is known whether the warehouse waits between two tries of an order. Everything else is done by then. */
  async tried(warehouse: Role): Promise<void> {
    const { history } = this.#needs.recorder
    const tries = () => history.events.filter(({ kind }) => kind === 'ship-rejected').length
    for (let [seen, turns] = [tries(), 0]; !hasTriedEnough(history) && turns < patience.living; turns += 1) {
      await this.#watch.turns(warehouse, 1)
      if (tries() > seen) [seen, turns] = [tries(), 0]
    }
    this.#needs.recorder.record('lab', { kind: 'drained' })
  }

  /** Waits in the round until all candidates are ready, and every declaration is on disk. */
  async gathered(role: Role): Promise<void> {
    const { recorder } = this.#needs
    await this.#watch.orGone(
      role,
      'the others',
      this.#seat().gather(() => recorder.newestDeclaration()),
    )
  }

  /**
   * Says that the fault of the round may come. Resolves when the broker has been broken, and serves again.
   * @param during called when it is broken, and not mended yet
   */
  async brokerBreaks(role: Role, fault: FaultName, during: () => void = () => {}): Promise<void> {
    const { recorder } = this.#needs
    const before = () => recorder.record('broker', { kind: 'fault', fault, orderId: null })
    await this.#watch.orGone(role, 'the fault of the round', this.#seat().strike({ before, during }))
    recorder.record('broker', { kind: 'broker-back' })
  }

  /** Fills the queue with the lab's own messages until the broker refuses them. The result takes them out again. */
  async fillQueue(): Promise<() => Promise<void>> {
    return this.#needs.vhost.fill(this.queue)
  }

  /** Waits until all orders are in the queue, and takes out the first one. It stays unacknowledged until it is given back. */
  async takeFirst(role: Role): Promise<Taken> {
    for (const startedAt = performance.now(); ; await pause(5)) {
      const { attempted } = this.#watch.ledger()
      const ready = await this.#needs.vhost.ready(this.queue)
      if (ready === attempted.size || ready === null) break
      this.#watch.leaveIfOver(role, 'its orders back in the queue', startedAt)
      if (performance.now() - startedAt > requeueDeadlineMs) break
    }
    const taken = await this.#needs.vhost.take(this.queue)
    if (taken === null) throw new SceneOver('the queue is empty')
    return taken
  }

  /**
   * Waits for something in the history.
   * @param turns how long nothing may happen; without it, as long as the state of the orders deserves
   * @throws SceneOver when it can't come any more: the role has died, or nothing moves
   */
  async until(waitedFor: string, role: Role, condition: (ledger: Ledger) => boolean, turns?: number): Promise<void> {
    await this.#watch.until(waitedFor, role, condition, (ledger) => turns ?? this.#patience(ledger))
  }

  /** Waits for something while the rest may go on and on: patience counts from the last progress, not from the last event. */
  async untilProgressEnds(
    waitedFor: string,
    role: Role,
    look: (ledger: Ledger) => { done: boolean; progress: number },
  ): Promise<void> {
    let [progress, turns] = [-1, 0]
    for (const startedAt = performance.now(); ; turns += 1) {
      const seen = look(this.#watch.ledger())
      if (seen.done) return
      if (seen.progress > progress) [progress, turns] = [seen.progress, 0]
      if (turns > patience.owed) this.#watch.giveUp(role, waitedFor, turns)
      this.#watch.leaveIfOver(role, waitedFor, startedAt)
      await role.turns(1)
    }
  }

  /** The same as `until`, for what only missing heartbeats tell the broker. */
  async untilHeartbeatsTell(waitedFor: string, role: Role, condition: (ledger: Ledger) => boolean): Promise<void> {
    await this.until(waitedFor, role, condition, patience.heartbeats)
  }

  /** Ends every role at once. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#over = true
    await Promise.all(this.#roles.map((role) => role.kill()))
    await Promise.all(this.#roles.map((role) => role.wire[Symbol.asyncDispose]()))
  }

  async #open(kind: 'order-service' | 'warehouse', name: string): Promise<Role> {
    const { role, opened } = await this.#needs.openings.use(async () => {
      const role = await this.#start(kind, name)
      const opened = this.#opened(role)
      await Promise.race([opened.catch(() => {}), pause(openingSlotMs, undefined, { ref: false })])
      return { role, opened }
    })
    await opened
    return role
  }

  async #start(kind: 'order-service' | 'warehouse', name: string): Promise<Role> {
    const { scenario, candidate, broker, vhost, dataDir, processes, recorder, gauge, signal } = this.#needs
    if (signal.aborted) throw new SceneOver('nobody needs this scenario any more')
    const folder = join(dataDir, kind) // each kind its own; who comes after the dead finds what they left
    await mkdir(folder, { recursive: true })
    const wire = await Wire.listen(
      () => broker.address,
      (event) => recorder.record(name, event),
    )
    if (this.#over) {
      await wire[Symbol.asyncDispose]()
      throw new SceneOver(`${name} comes too late: another role has failed`)
    }
    const role = new Role(name, processes.take(), wire, recorder, () => gauge.beat())
    this.#roles.push(role)
    const file = scenario.candidate === kind ? candidate : resolve(castFolder, `${kind}.ts`)
    const { heartbeatSeconds } = scenario
    const isBriefed = heartbeatSeconds !== undefined && scenario.candidate === kind
    const parameters = isBriefed ? `?heartbeat=${heartbeatSeconds}` : ''
    role.open(kind, file, `${encodeURIComponent(vhost.name)}${parameters}`, {
      ...{ queue: this.queue, exchange: 'shop', dataDir: folder },
    })
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
      if (quietTurns > patience.opening) {
        const seconds = Math.round((performance.now() - startedAt) / 1000)
        recorder.record(role.name, { kind: 'deadline', waitedFor: 'open', seconds })
        throw new SceneOver(`${role.name} did not open`)
      }
      this.#watch.leaveIfOver(role, 'open', startedAt)
      if ((await this.#watch.wake(turned)) !== 'turned') continue
      turned = role.turns(1)
      quietTurns = told.length === seen ? quietTurns + 1 : 0
      seen = told.length
    }
  }

  #seat(): Seat {
    const { seat, scenario } = this.#needs
    if (seat === null) throw new Error(`The scenario ${scenario.id} has no brokerFault, and waits for one.`)
    return seat
  }

  /** Turns of silence after which nothing will come: the more the candidate could still do, the longer. */
  #patience({ claimed, shipped, settled, unacknowledged }: Ledger): number {
    const unshipped = [...claimed.difference(shipped)]
    if (unshipped.some((orderId) => !settled.has(orderId))) return patience.owed
    if (unacknowledged.size > 0 || unshipped.length === 0) return patience.living
    const dead = new Set(this.#roles.filter(({ gone }) => gone).map(({ name }) => name))
    const memoryIsGone = unshipped.every((orderId) => dead.has(settled.get(orderId)?.by ?? ''))
    return memoryIsGone ? patience.afterDeath : patience.living
  }
}

/** Nothing is left to do: all claimed orders shipped, no delivery open, no ship() running. */
function isDone({ claimed, shipped, unacknowledged, inHand }: Ledger): boolean {
  return claimed.difference(shipped).size === 0 && unacknowledged.size === 0 && inHand.size === 0
}
