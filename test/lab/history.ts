import type { CodeName } from './codes.ts'
import type { Ailment } from './roles/pulse.ts'
import type { WireEvent } from './wire/events.ts'

/** What the lab, the shop and the roles did. Orders are named by id. */
export type LabEvent =
  | { kind: 'role-started' }
  /** `openWarehouse` or `openOrderService` resolved. */
  | { kind: 'role-opened' }
  /** The candidate could not be used. `phase`: where it stopped. */
  | { kind: 'role-unusable'; phase: 'load' | 'export' | 'open'; message: string }
  /** It blocked its event loop, or took too much memory. The lab ends it then. */
  | Ailment
  /** It lives, and has closed its line to the lab. The lab ends it then. */
  | { kind: 'role-hung-up' }
  /** The process ended. `expected`: the lab ended it. */
  | { kind: 'role-exited'; expected: boolean; exitCode: number | null; signal: string | null; output: string[] }
  | { kind: 'placing'; orderId: string }
  /** `place()` resolved: the customer was told "accepted". */
  | { kind: 'claimed'; orderId: string }
  | { kind: 'not-claimed'; orderId: string; message: string }
  /**
   * The warehouse called `ship()`. `held`: the lab lets it wait. `pauseMs`: it was rejected before, so long ago by the
   * process's own clock.
   */
  | { kind: 'shipping'; orderId: string; held: boolean; pauseMs?: number }
  /** `ship()` resolved: the parcel is on the truck. */
  | { kind: 'shipped'; orderId: string }
  | { kind: 'ship-rejected'; orderId: string; message: string }
  /** The lab broke something. */
  | { kind: 'fault'; fault: FaultName; orderId: string | null }
  /** Everything is settled: nothing in the queues, nothing unacknowledged, nothing in hand. */
  | { kind: 'drained' }
  /** The broker serves again after a crash or a stop, or goes on after having been frozen. */
  | { kind: 'broker-back' }
  /** What the lab broke between a role and the broker works again. */
  | { kind: 'healed' }
  /** No progress for `turns` turns of the role's own event loop. */
  | { kind: 'quiet'; turns: number; waitedFor: string }
  /** The roles are gone; these orders were still in a queue. */
  | { kind: 'left-in-queue'; queue: string; orderIds: string[] }
  | { kind: 'deadline'; waitedFor: string; seconds: number }
  /** So much has happened that it can only be a circle. The lab ends it then. */
  | { kind: 'flood'; events: number }

export type FaultName =
  | 'SIGKILL'
  /** The role is frozen and later thawed; it can't notice. */
  | 'SIGSTOP'
  | 'ship-rejects'
  /** `ship()` throws instead of returning a promise that rejects. */
  | 'ship-throws'
  /** `ship()` rejects this order whenever it is called. */
  | 'poison'
  /** The connections of a role are reset. */
  | 'cut'
  /** The connections are reset, and new ones too. */
  | 'offline'
  /** The open connections are dead in both directions, and nobody is told. */
  | 'half-open'
  /** What the broker sends does not arrive. */
  | 'confirms-swallowed'
  /** What the role sends does not arrive. */
  | 'publishes-swallowed'
  /** The broker's confirms come late, and many in one frame. */
  | 'confirms-merged'
  /** The queue is at its limit and refuses. */
  | 'queue-full'
  | 'broker-SIGKILL'
  | 'broker-shutdown'
  | 'broker-frozen'

export type HistoryEvent = {
  /** Milliseconds since the scenario began. */
  atMs: number
  /** Whose event: 'order-service', 'warehouse-1', 'warehouse-2', 'broker', 'lab'. A wire event belongs to the role behind that wire. */
  actor: string
} & (LabEvent | WireEvent)

/** Everything that happened in one scenario, in order. The judge reads this and nothing else. */
export interface History {
  scenario: string
  title: string
  seed: number
  /** Which role the candidate plays; the lab plays the other one. */
  candidate: 'warehouse' | 'order-service'
  /** The faults without which the scenario has asked nothing. Empty on a sunny day. */
  faults: FaultName[]
  /** The code of a candidate that loses orders here. */
  lossCode: CodeName
  /** The ids of the orders in the order of their numbers: #1 is the first. */
  orderIds: string[]
  /** When the scenario began, by the wall clock: other logs are read by it. Histories written by hand have none. */
  startedAtMs?: number
  events: HistoryEvent[]
  /** How the machine kept up: not what happened, but how far it can be trusted. Small delays are left out. */
  strain: Strain[]
}

/** Somebody had to wait for the machine: a timer fired late, or a round trip to the broker took long. */
export interface Strain {
  atMs: number
  /** 'lab', 'broker', or a role. */
  who: string
  lateMs: number
}

/** A machine that keeps up is late by less. */
const noticedMs = 50

/** Writes a history while it happens, and wakes those who wait for something in it. */
export class Recorder {
  readonly history: History
  readonly #startedAt = performance.now()
  readonly #listeners = new Set<() => void>()
  /** When each queue and exchange was declared for the first time, by `performance.now()`. */
  readonly #declaredAt = new Map<string, number>()

  constructor(about: Omit<History, 'events' | 'strain'>) {
    this.history = { ...about, startedAtMs: Date.now(), events: [], strain: [] }
  }

  record(actor: string, event: LabEvent | WireEvent): void {
    this.#noteDeclaration(event)
    this.history.events.push({ atMs: this.#now(), actor, ...event } as HistoryEvent)
    for (const wake of this.#listeners) wake()
  }

  /** Somebody was late. It wakes nobody: it is no progress. */
  strain(who: string, lateMs: number): void {
    if (lateMs >= noticedMs) this.history.strain.push({ atMs: this.#now(), who, lateMs: Math.round(lateMs) })
  }

  /** When something was last declared that had not been there before, by `performance.now()`; 0 for never. */
  newestDeclaration(): number {
    return Math.max(0, ...this.#declaredAt.values())
  }

  #now(): number {
    return Math.round(performance.now() - this.#startedAt)
  }

  #noteDeclaration(event: LabEvent | WireEvent): void {
    const name =
      event.kind === 'queue-declared'
        ? `queue ${event.queue}`
        : event.kind === 'declare-exchange' && !event.passive
          ? `exchange ${event.exchange}`
          : null
    if (name !== null && !this.#declaredAt.has(name)) this.#declaredAt.set(name, performance.now())
    if (event.kind === 'delete-queue') this.#declaredAt.delete(`queue ${event.queue}`)
  }

  /** Calls `wake` after each event until the returned function is called. */
  onEvent(wake: () => void): () => void {
    this.#listeners.add(wake)
    return () => this.#listeners.delete(wake)
  }
}
