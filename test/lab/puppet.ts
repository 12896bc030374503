import type { Order } from '../../exercises/shop.ts'
import type { LabEvent, Recorder } from './history.ts'
import type { Role } from './roles/role.ts'

/** What a puppet does; nothing without it. */
export interface Strings {
  /** Called in each turn of its event loop, the first one being 1. */
  onTurn?(puppet: Puppet, turn: number): void
  /** Called when an order is placed, for the `times`-th time. */
  onPlace?(puppet: Puppet, order: Order, times: number): void
}

/** A role without a process: its event loop turns at once. For tests of those who wait for a role. */
export class Puppet {
  readonly name: string
  gone = false
  /** Turns that it has lived through. */
  turned = 0
  /** What it was asked to place, and after how many turns. */
  readonly placed: { order: Order; atTurn: number }[] = []
  readonly #recorder: Recorder
  readonly #strings: Strings

  constructor(recorder: Recorder, strings: Strings = {}, name = 'order-service') {
    this.name = name
    this.#recorder = recorder
    this.#strings = strings
  }

  /** As those see it who wait for it. */
  get role(): Role {
    return this as unknown as Role
  }

  record(event: LabEvent): void {
    this.#recorder.record(this.name, event)
  }

  dies(): void {
    this.gone = true
  }

  async turns(count: number): Promise<void> {
    for (let turn = 0; turn < count && !this.gone; turn += 1) {
      this.turned += 1
      this.#strings.onTurn?.(this, this.turned)
    }
  }

  place(order: Order): void {
    this.placed.push({ order, atTurn: this.turned })
    this.record({ kind: 'placing', orderId: order.id })
    this.#strings.onPlace?.(this, order, this.placed.filter((placed) => placed.order.id === order.id).length)
  }
}
