import type { Chapter } from './chapters.ts'
import type { History } from './history.ts'
import type { Finding } from './judge.ts'
import type { BrokerFault } from './round.ts'
import type { Scenario } from './scenario.ts'

/** What is to be judged. */
export interface Question {
  chapter: Chapter
  scenarios: Scenario[]
  /** Relative to the checkout, or absolute. */
  file: string
  seed: number
  /** Play the scenarios after the first failing one, too: to know all that catch this candidate. */
  playAll?: boolean
  /** Title of the scenario that is shown of a candidate that passes; without it, the first one with a fault. */
  show?: string | null
  /** Keep what the page of the run shows: frame by frame, and the broker's log. */
  withDetails?: boolean
  /** Called when a scenario has been played to its end. */
  onPlayed?: (scenario: Scenario) => void
  /** Aborted when nobody needs the verdict any more: what plays is called off, and there is no report. */
  signal?: AbortSignal
}

/** One scenario, played and judged. No history: the lab failed before there was one. */
export interface Act {
  scenario: Scenario
  history: History | null
  finding: Finding
  /** How long the play took. A fault of the broker and the wait for the others are in it. */
  seconds: number
  /** What the first try found, when it was inconclusive. */
  firstTry: Finding | null
}

/** The verdict was no longer needed. */
export class CalledOff extends Error {
  override readonly name = 'CalledOff'
}

/** One candidate before the judge: its scenarios, those that were played, and those that are called off. */
export class Trial {
  readonly question: Question
  readonly #acts: (Act | null)[]
  readonly #calledOff: AbortController[]
  readonly #decided = Promise.withResolvers<void>()
  /** Seconds of its longest play so far: they play side by side. */
  seconds = 0

  constructor(question: Question) {
    this.question = question
    this.#acts = question.scenarios.map(() => null)
    this.#calledOff = question.scenarios.map(() => new AbortController())
    const callOff = () => {
      for (const controller of this.#calledOff) controller.abort()
      this.#decide()
    }
    if (question.signal?.aborted) callOff()
    else question.signal?.addEventListener('abort', callOff, { once: true })
  }

  /** Resolves when the answer is known. */
  get decided(): Promise<void> {
    return this.#decided.promise
  }

  /** The scenarios that must still be played and have this fault of the broker (null: none). */
  missing(brokerFault: BrokerFault | null): number[] {
    return this.#acts.flatMap((act, index) => {
      const scenario = this.question.scenarios[index] as Scenario
      if ((scenario.brokerFault ?? null) !== brokerFault) return []
      return act === null && this.#isNeeded(index) ? [index] : []
    })
  }

  /** The inconclusive ones that were tried only once. */
  inconclusive(): number[] {
    return this.#acts.flatMap((act, index) =>
      act?.finding.outcome === 'INCONCLUSIVE' && act.firstTry === null && this.#isNeeded(index) ? [index] : [],
    )
  }

  /** Aborted when nobody needs this scenario any more. */
  signal(index: number): AbortSignal {
    return (this.#calledOff[index] as AbortController).signal
  }

  /** Takes an answer down. Later scenarios are called off when an earlier one has failed. */
  note(index: number, act: Act): void {
    this.#acts[index] = { ...act, firstTry: this.#acts[index]?.finding ?? null }
    this.seconds = Math.max(this.seconds, act.seconds)
    if (!this.question.signal?.aborted) this.question.onPlayed?.(act.scenario)
    const first = this.#firstFailure()
    if (!this.question.playAll) for (const controller of this.#calledOff.slice(first + 1)) controller.abort()
    const upTo = this.question.playAll ? this.#acts.length : first
    if (this.#acts.slice(0, upTo).every((played) => played !== null) && this.inconclusive().length === 0) this.#decide()
  }

  /** The acts that count: up to the first failing one, or all. */
  get acts(): Act[] {
    const end = this.question.playAll ? this.#acts.length : this.#firstFailure() + 1
    return this.#acts.slice(0, end).filter((act) => act !== null)
  }

  #decide(): void {
    this.#decided.resolve()
  }

  /** Whether a scenario that has no answer yet could change the answer of the trial. */
  #isNeeded(index: number): boolean {
    return this.question.playAll === true || index < this.#firstFailure()
  }

  /** Index of the first failing scenario of those that were played; the number of all when none has failed. */
  #firstFailure(): number {
    const first = this.#acts.findIndex((act) => act?.finding.outcome === 'FAIL')
    return first < 0 ? this.#acts.length : first
  }
}
