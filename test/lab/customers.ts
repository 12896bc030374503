import { setTimeout as pause } from 'node:timers/promises'
import type { Order } from '../../exercises/shop.ts'
import type { Role } from './roles/role.ts'
import type { Watch } from './watch.ts'

/** A customer whose order was refused tries again after so many turns of the order service's event loop, 25 ms each. */
const tryAgainAfterTurns = 8

/** How long a call of `place()` may go without an answer, or the shop without a claim: 10 s of the role's own time. */
export const answerPatienceTurns = 400

/** So often something may be done for the answers without one coming. */
const mostTimesWithoutAnswer = 40

/** How long an order service may wait for better times without an answer to anybody: 5 s of its own time. */
const patientTurns = 200

/** A stream that the customers keep up. */
export interface Stream {
  /** How many orders it has placed. */
  readonly count: number
  stop(): Promise<void>
}

/** Those who place orders. They know their own order's id, and try again with the same one. */
export class Customers {
  readonly #orders: Order[]
  readonly #watch: Watch
  #next = 0

  constructor(orders: Order[], watch: Watch) {
    this.#orders = orders
    this.#watch = watch
  }

  /** Places the next orders, all at once. */
  place(orderService: Role, count = this.#orders.length): void {
    const batch = this.#orders.slice(this.#next, this.#next + count)
    this.#next += batch.length
    for (const order of batch) orderService.place(order)
  }

  /** Places one order after the other, whatever becomes of those before, until it is stopped or no order is left. */
  stream(orderService: Role, everyMs: number): Stream {
    const stopped = new AbortController()
    const stream = { count: 0, stop: async () => {} }
    const running = (async () => {
      while (!stopped.signal.aborted && !orderService.gone && this.#next < this.#orders.length) {
        this.place(orderService, 1)
        stream.count += 1
        await pause(everyMs)
      }
    })()
    stream.stop = () => {
      stopped.abort()
      return running
    }
    return stream
  }

  /**
   * Waits until no call of `place()` is open.
   * @param eachTime done again and again while one is
   */
  async answered(orderService: Role, eachTime: (() => Promise<void>) | null = null): Promise<void> {
    const waitedFor = 'the answer to every order'
    const isAnswered = () => this.#watch.ledger().unanswered.size === 0
    if (eachTime === null) {
      await this.#watch.until(waitedFor, orderService, isAnswered, () => answerPatienceTurns)
      return
    }
    let open = Number.POSITIVE_INFINITY
    for (let times = 0; !isAnswered(); times += 1) {
      const { size } = this.#watch.ledger().unanswered
      if (size < open) [open, times] = [size, 0]
      if (times > mostTimesWithoutAnswer) this.#watch.giveUp(orderService, waitedFor, times)
      await eachTime()
    }
  }

  /**
   * The same, for a while: who neither accepts nor refuses may be waiting for better times, and that is its right as
   * long as it does nothing meanwhile that fills the history.
   */
  async answeredOrPatient(orderService: Role): Promise<void> {
    for (let turns = 0; turns < patientTurns && this.#watch.ledger().unanswered.size > 0; turns += 1) {
      await this.#watch.turns(orderService, 1)
    }
  }

  /**
   * Waits until every order that was placed is claimed. Whose order is refused, and whose order service has died without
   * an answer, tries again with the same order.
   * @throws SceneOver when no order is claimed for a long time, and the calls that are open then have had theirs
   */
  async claimed(orderService: Role): Promise<void> {
    const waitedFor = 'every order to be accepted'
    const refusedFor = new Map<string, number>()
    let [claims, turnsWithoutClaim, turnsSincePlacing] = [-1, 0, 0]
    for (let startedAt = performance.now(); ; ) {
      const { attempted, claimed, unanswered } = this.#watch.ledger()
      const open = attempted.difference(claimed)
      if (open.size === 0) return
      if (claimed.size > claims) [claims, turnsWithoutClaim, startedAt] = [claimed.size, 0, performance.now()]
      const isPatient = turnsWithoutClaim <= answerPatienceTurns
      if (!isPatient && (unanswered.size === 0 || turnsSincePlacing > answerPatienceTurns)) {
        this.#watch.giveUp(orderService, waitedFor, turnsWithoutClaim)
      }
      for (const orderId of isPatient ? open.difference(unanswered) : []) {
        const turns = (refusedFor.get(orderId) ?? 0) + 1
        refusedFor.set(orderId, turns % tryAgainAfterTurns)
        if (turns < tryAgainAfterTurns) continue
        this.#placeAgain(orderService, orderId)
        turnsSincePlacing = 0
      }
      this.#watch.leaveIfOver(orderService, waitedFor, startedAt)
      await orderService.turns(1)
      turnsWithoutClaim += 1
      turnsSincePlacing += 1
    }
  }

  #placeAgain(orderService: Role, orderId: string): void {
    const order = this.#orders.find(({ id }) => id === orderId)
    if (order !== undefined) orderService.place(order)
  }
}
