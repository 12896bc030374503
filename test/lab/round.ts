import { setTimeout as pause } from 'node:timers/promises'
import type { Broker } from './broker/broker.ts'
import type { Gate } from './gate.ts'

/** What can happen to the whole broker. */
export type BrokerFault = 'shutdown' | 'crash' | 'freeze'

/** A declaration that was seen on the wire has been done by the broker after this time; then it can be written down. */
const declaredMs = 200

/** What a round does to a broker. */
export type Breakable = Pick<Broker, 'writeDown' | 'crash' | 'shutDown' | 'restart' | 'freeze' | 'thaw'>

/** How long a frozen broker stays frozen. */
const frozenMs = 5_000

/** What a play does when the fault comes. */
export interface FaultHooks {
  /** Called right before the broker is broken. */
  before(): void
  /** Called when it is broken and not yet mended. */
  during(): void
}

/**
 * One fault of the broker, shared by all who sit in the round. It happens once, when everybody is ready for it; who ends
 * early leaves its seat, so that nobody waits for the dead.
 */
export class Round {
  readonly #broker: Breakable
  readonly #gate: Gate
  readonly #fault: BrokerFault
  readonly #recovered: () => Promise<void>
  readonly #seats = new Set<Seat>()
  #open = true
  #letGo: () => void = () => {}
  /** Set when everybody is there and the fault will come: nobody is waited for any more but to strike. */
  #loading = false

  /** @param recovered resolves when the broker has time again for others than those in the round */
  constructor(broker: Breakable, gate: Gate, fault: BrokerFault, recovered: () => Promise<void> = async () => {}) {
    this.#recovered = recovered
    this.#broker = broker
    this.#gate = gate
    this.#fault = fault
  }

  /** Takes a seat. All seats are taken before the first one gathers. */
  seat(): Seat {
    const seat = new Seat(
      () => this.#check(),
      () => {
        this.#seats.delete(seat)
        this.#check()
      },
    )
    this.#seats.add(seat)
    return seat
  }

  #check(): void {
    const seats = [...this.#seats]
    if (!this.#open) return
    if (seats.length === 0) {
      this.#open = false
      this.#letGo()
    } else if (!this.#loading && seats.every(({ gathered }) => gathered !== null)) {
      this.#loading = true
      void this.#load()
    } else if (seats.every(({ struck }) => struck !== null)) {
      this.#open = false
      void this.#strike(seats)
    }
  }

  /** Everybody's declarations are on disk, and nobody outside of the round needs the broker: the load may come. */
  async #load(): Promise<void> {
    this.#letGo = await this.#gate.exclusive()
    await this.#settle()
    for (const seat of this.#seats) seat.gathered?.resolve()
    if (!this.#open) this.#letGo() // all have left meanwhile
  }

  async #strike(seats: Seat[]): Promise<void> {
    const failed = new Map<Seat, unknown>()
    const tell = (hook: keyof FaultHooks) => {
      for (const seat of seats) {
        try {
          seat.struck?.hooks[hook]()
        } catch (error) {
          failed.set(seat, error) // its own matter: for the others the broker must be mended
        }
      }
    }
    try {
      await this.#settle()
      tell('before')
      if (this.#fault === 'freeze') {
        await this.#broker.freeze()
        tell('during')
        await pause(frozenMs)
        await this.#broker.thaw()
      } else {
        await (this.#fault === 'crash' ? this.#broker.crash() : this.#broker.shutDown())
        tell('during')
        await this.#broker.restart()
      }
      for (const seat of seats) {
        if (failed.has(seat)) seat.struck?.reject(failed.get(seat))
        else seat.struck?.resolve()
      }
    } catch (error) {
      for (const seat of seats) seat.struck?.reject(error)
    } finally {
      await this.#recovered().catch(() => {}) // all have come back at once: whoever comes now would wait for seconds
      this.#letGo()
    }
  }

  /**
   * Resolves when all that was declared is on disk. Metadata get there up to 2 s late: a queue that was declared just before
   * a crash would be gone after it, and that is not what a candidate is judged for.
   */
  async #settle(): Promise<void> {
    const newest = () => Math.max(...[...this.#seats].map((seat) => seat.gathered?.newestDeclaration() ?? 0))
    for (let writtenAt = -1; writtenAt < newest() + declaredMs; ) {
      const missing = newest() + declaredMs - performance.now()
      if (missing > 0) {
        await pause(missing)
        continue
      }
      writtenAt = performance.now()
      await this.#broker.writeDown()
    }
  }
}

/** One play's place in a round. */
export class Seat {
  readonly #onChange: () => void
  readonly #onLeave: () => void
  #mended: Promise<void> = Promise.resolve()
  gathered: { resolve(): void; newestDeclaration(): number } | null = null
  struck: { resolve(): void; reject(error: unknown): void; hooks: FaultHooks } | null = null

  constructor(onChange: () => void, onLeave: () => void) {
    this.#onChange = onChange
    this.#onLeave = onLeave
  }

  /**
   * Says that this play is ready for its load. Resolves when all are, and all declarations are on disk.
   * @param newestDeclaration when something was last declared for the first time, by `performance.now()`; 0 for never
   */
  gather(newestDeclaration: () => number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.gathered = { resolve, newestDeclaration }
    this.#onChange()
    return promise
  }

  /** Says that the fault may come, after `gather`. Resolves when the broker has been broken and mended. */
  strike(hooks: FaultHooks): Promise<void> {
    if (this.gathered === null) return Promise.reject(new Error('A play must gather before it strikes.'))
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.struck = { resolve, reject, hooks }
    this.#mended = promise.catch(() => {})
    this.#onChange()
    return promise
  }

  /** Resolves when the broker is well: at once, when this play has not asked for the fault. */
  mended(): Promise<void> {
    return this.#mended
  }

  /** This play needs the fault no more. Leaving twice does no harm. */
  leave(): void {
    this.#onLeave()
  }
}
