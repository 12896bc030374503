import type { CodeName } from './codes.ts'

/** Four outcomes, and none of them is the default. */
export type Outcome = 'PASS' | 'FAIL' | 'INCONCLUSIVE' | 'TOOL_ERROR'

/** One line of the timeline: what passed on the wire, or what the lab did. */
export interface TimelineLine {
  /** Milliseconds since the scenario began. */
  atMs: number
  /** 'broker', 'order-service', 'warehouse-1', ... */
  actor: string
  text: string
  /** `fault`: what the lab broke. `loss`: where an order is gone. */
  kind: 'normal' | 'fault' | 'loss'
}

/** What happened to the orders of one scenario. */
export interface Happened {
  placed: number
  delivered: number
  shipped: number
  redelivered: number
  duplicated: number
  /** Numbers of the lost orders, ascending: 8 stands for order #8. */
  lost: number[]
}

/** What the judge found, and everything that a reader needs to see why. The same object renders the terminal, JSON and the site. */
export interface Report {
  /** Chapter slug, '01-auto-ack'. */
  chapter: string
  /** The judged file, relative to the checkout. */
  candidate: string
  outcome: Outcome
  /** Set when the outcome is FAIL. */
  code: CodeName | null
  /** The chapter's promise. */
  promise: string
  /** What happened in one sentence, when the ledger does not tell it: why inconclusive, which exception, ... */
  reason: string | null
  /** Title of the scenario that is shown: the first failing one, else the last one. */
  scenario: string
  happened: Happened
  timeline: TimelineLine[]
  /** Scenarios and checks that held. */
  already: string[]
  /** The last lines that the candidate printed, when it died by itself. */
  output: string[]
  broker: { runtime: 'embedded' | 'docker'; version: string; why: string }
  seed: number
  /** Wall-clock seconds: `boot` of the broker to its first AMQP connection, `reboots` after crashes, `wall` of the whole run. */
  seconds: { boot: number; reboots: number[]; wall: number }
}
