import { relative, resolve } from 'node:path'
import type { Scene } from '../../site/picture/scene.ts'
import type { Broker } from './broker/broker.ts'
import type { Chapter } from './chapters.ts'
import type { CodeName } from './codes.ts'
import { type Details, detailsOf } from './details.ts'
import type { History } from './history.ts'
import { ledgerOf } from './ledger.ts'
import { OrderNumbers } from './order-numbers.ts'
import { checkout } from './paths.ts'
import type { BrokerFault } from './round.ts'
import { worstStrain } from './rules/strain.ts'
import type { Scenario } from './scenario.ts'
import { sceneOf } from './scene-of.ts'
import { timelineOf } from './timeline.ts'
import type { Act } from './trial.ts'

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
  /** Who was judged: it decides which of the numbers a reader wants to see. */
  role: 'warehouse' | 'order-service'
  placed: number
  /** Orders whose customers were told "accepted". */
  claimed: number
  /** Of these, those that were on a truck or in a queue at the end. */
  stored: number
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
  /** Title of the scenario that is shown: the first failing one, else the first one with a fault. */
  scenario: string
  happened: Happened
  timeline: TimelineLine[]
  /** What the picture of the run is drawn from; null when the lab failed before there was a history. */
  scene: Scene | null
  /** For the page of the run; null where many are judged, and nobody opens one. */
  details: Details | null
  /** Every scenario that counts, in the chapter's order. */
  played: { scenario: string; outcome: Outcome; code: CodeName | null; brokerFault: BrokerFault | null }[]
  /** Scenarios and checks that held. */
  already: string[]
  /** The last lines that the candidate printed, when it died by itself. */
  output: string[]
  broker: { runtime: 'embedded' | 'docker'; version: string; why: string }
  seed: number
  /**
   * Wall-clock seconds: `boot` of the broker to its first AMQP connection, `reboots` after crashes and stops, `wall` of the
   * candidate's longest scenario; of the whole command, where one candidate is judged.
   */
  seconds: { boot: number; reboots: number[]; wall: number }
  /** What the lab's first try of a scenario said, when it was inconclusive and the scenario was asked again. */
  firstTry: string | null
  /** The longest that anybody had to wait for the machine, in any of the scenarios. */
  strain: { who: string; lateMs: number } | null
}

/** A broker that is killed and started again writes some hundred lines. */
const logLines = 3_000

const rounded = (seconds: number) => Math.round(seconds * 1000) / 1000

/** Draws up the report of one candidate from the acts that were played: the first failing one decides, and is shown. */
export function reportOf(judged: {
  chapter: Chapter
  file: string
  scenarios: Scenario[]
  acts: Act[]
  seed: number
  broker: Broker
  wall: number
  /** Title of the scenario to show of a candidate that passes. */
  show?: string | null
  withDetails?: boolean
}): Report {
  const { chapter, file, scenarios, acts, seed, broker, wall, show = null, withDetails = false } = judged
  const shown = decisive(acts, show)
  const { finding, history } = shown
  // Every scenario must have been played for a PASS: what was not asked is not proven.
  const complete = acts.length === scenarios.length
  const outcome = finding.outcome === 'PASS' && !complete ? 'TOOL_ERROR' : finding.outcome
  const unplayed = `Only ${acts.length} of ${scenarios.length} scenarios were played.`
  return {
    chapter: chapter.slug,
    candidate: relative(checkout, resolve(checkout, file)),
    outcome,
    code: finding.outcome === 'FAIL' ? finding.code : null,
    promise: chapter.promise,
    reason: finding.outcome !== 'PASS' ? finding.reason : complete ? null : unplayed,
    scenario: shown.scenario.title,
    happened: happenedIn(history),
    timeline: history === null ? [] : timelineOf(history),
    scene: history === null ? null : sceneOf(history, finding),
    details: history === null || !withDetails ? null : detailsOf(history, broker.logTail(logLines)),
    played: acts.map(({ scenario, finding }) => ({
      scenario: scenario.id,
      outcome: finding.outcome,
      code: finding.outcome === 'FAIL' ? finding.code : null,
      brokerFault: scenario.brokerFault ?? null,
    })),
    already: acts.filter((act) => act !== shown && act.finding.outcome === 'PASS').map((act) => act.scenario.title),
    output: history === null || finding.outcome !== 'FAIL' ? [] : lastOutput(history),
    broker: { runtime: broker.runtime, version: broker.version, why: broker.why },
    seed,
    seconds: { boot: rounded(broker.seconds.boot), reboots: broker.seconds.reboots.map(rounded), wall: rounded(wall) },
    firstTry: firstTryOf(acts),
    strain: strainIn(acts),
  }
}

/** Both tries are reported, whichever scenario is shown. */
function firstTryOf(acts: Act[]): string | null {
  const open = acts.find(({ firstTry }) => firstTry !== null && firstTry.outcome !== 'PASS')?.firstTry
  return open === undefined || open === null || open.outcome === 'PASS' ? null : open.reason
}

function strainIn(acts: Act[]): Report['strain'] {
  const worst = worstStrain(acts.flatMap(({ history }) => history?.strain ?? []))
  return worst === null ? null : { who: worst.who, lateMs: worst.lateMs }
}

/** A failure is proven by its own history, whatever else went wrong. After that nothing may hide a tool error. */
function decisive(acts: Act[], show: string | null): Act {
  for (const outcome of ['FAIL', 'TOOL_ERROR', 'INCONCLUSIVE'] as const) {
    const act = acts.find(({ finding }) => finding.outcome === outcome)
    if (act !== undefined) return act
  }
  const faulty = acts.filter(({ scenario }) => scenario.faults.length > 0)
  return acts.find(({ scenario }) => scenario.title === show) ?? faulty[0] ?? (acts[0] as Act)
}

function happenedIn(history: History | null): Happened {
  const ledger = ledgerOf({ events: history?.events ?? [] })
  return {
    role: history?.candidate ?? 'warehouse',
    placed: ledger.attempted.size,
    claimed: ledger.claimed.size,
    stored: ledger.claimed.difference(ledger.lost).size,
    delivered: ledger.delivered.size,
    shipped: ledger.shipped.size,
    redelivered: ledger.redelivered.size,
    duplicated: ledger.duplicated.size,
    lost: new OrderNumbers(history?.orderIds ?? []).of(ledger.lost),
  }
}

/** What the candidate printed before it ended by itself. */
function lastOutput({ events, candidate }: History): string[] {
  const exits = events.filter((event) => event.kind === 'role-exited' && event.actor.startsWith(candidate))
  const byItself = exits.find((event) => event.kind === 'role-exited' && !event.expected)
  return byItself?.kind === 'role-exited' ? byItself.output : []
}
