import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'
import type { Broker } from './broker/broker.ts'
import { adoptBroker } from './broker/launch.ts'
import type { Chapter } from './chapters.ts'
import { joinRun } from './current-run.ts'
import type { History } from './history.ts'
import { type Finding, judge } from './judge.ts'
import { checkout } from './paths.ts'
import { type Play, play, type Theatre } from './play.ts'
import { LabProblem } from './problem.ts'
import { type Report, reportOf } from './report.ts'
import { WarmProcesses } from './roles/warm-processes.ts'
import type { Scenario } from './scenario.ts'
import { VhostPool } from './vhosts.ts'

const playDeadlineMs = 120_000

/** One scenario, played and judged. No history: the lab failed before there was one. */
export interface Act {
  scenario: Scenario
  history: History | null
  finding: Finding
  /** What the first try found, when it was inconclusive. */
  firstTry: Finding | null
}

/** The laboratory: one broker, many candidates side by side, each scenario in a vhost of its own. */
export class Lab implements AsyncDisposable {
  readonly broker: Broker
  readonly #theatre: Theatre
  readonly #processes: WarmProcesses
  readonly #ending = new Set<Promise<unknown>>()

  private constructor(broker: Broker, processes: WarmProcesses) {
    this.broker = broker
    this.#processes = processes
    this.#theatre = { broker, processes, vhosts: new VhostPool(broker) }
  }

  /**
   * Takes over the broker of this run and waits for its boot.
   * @param warm how many role processes to start meanwhile
   */
  static async open(warm: number): Promise<Lab> {
    const { run, launch } = await joinRun()
    run.register(process.pid, 'worker')
    const processes = new WarmProcesses(run)
    processes.warm(warm)
    return new Lab(await adoptBroker(launch, run), processes)
  }

  /** How many role processes were started. */
  get roleStarts(): number {
    return this.#processes.started
  }

  /**
   * Judges one file as the answer to a chapter. All scenarios play at once; the first one that fails, in the
   * chapter's order, is the answer, and those after it are called off.
   * @param file relative to the checkout, or absolute
   */
  async judge(chapter: Chapter, scenarios: Scenario[], file: string, seed: number): Promise<Report> {
    const startedAt = performance.now()
    const calledOff = scenarios.map(() => new AbortController())
    const running = scenarios.map((scenario, index) =>
      this.#act(scenario, file, seed, (calledOff[index] as AbortController).signal),
    )
    const acts: Act[] = []
    for (const act of running) {
      acts.push(await act)
      if (acts.at(-1)?.finding.outcome === 'FAIL') break
    }
    for (const controller of calledOff) controller.abort()
    for (const act of running) this.#ending.add(act.finally(() => this.#ending.delete(act))) // nobody waits for the called-off
    const wall = (performance.now() - startedAt) / 1000
    return reportOf({ chapter, file, scenarios, acts, seed, broker: this.broker, wall })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#ending)
    await this.#processes[Symbol.asyncDispose]()
    await this.broker.stop()
  }

  /** An inconclusive scenario is asked once more, with another seed; both answers are kept. */
  async #act(scenario: Scenario, file: string, seed: number, signal: AbortSignal): Promise<Act> {
    const first = await this.#try(scenario, file, seed, signal)
    if (first.finding.outcome !== 'INCONCLUSIVE' || signal.aborted) return first
    const second = await this.#try(scenario, file, seed + 1, signal)
    return { ...second, firstTry: first.finding }
  }

  async #try(scenario: Scenario, file: string, seed: number, signal: AbortSignal): Promise<Act> {
    const about: Play = { scenario, candidate: resolve(checkout, file), seed, signal }
    try {
      const history = await Promise.race([play(this.#theatre, about), tooLong(scenario)])
      return { scenario, history, finding: judge(history), firstTry: null }
    } catch (error) {
      return { scenario, history: null, finding: await this.#toolError(error), firstTry: null }
    }
  }

  /** Says whose fault it was: ours, or a broker's that died under the scenario. Never a bare stack trace. */
  async #toolError(error: unknown): Promise<Finding> {
    if (error instanceof LabProblem) return { outcome: 'TOOL_ERROR', reason: error.message }
    if (await answers(this.broker)) {
      const at =
        (error as Error)?.stack
          ?.split('\n')
          .find((line) => line.includes('/test/lab/'))
          ?.trim() ?? ''
      return { outcome: 'TOOL_ERROR', reason: `The lab failed, not your code: ${error} ${at}` }
    }
    const what = `RabbitMQ ${this.broker.version} (${this.broker.runtime}) does not answer any more, and the lab did not end it: ${error}`
    return { outcome: 'TOOL_ERROR', reason: [what, 'Its last log lines:', ...this.broker.logTail(5)].join('\n') }
  }
}

/** The last resort against a hang: every wait inside has a shorter deadline and a better message. */
async function tooLong({ title }: Scenario): Promise<never> {
  await pause(playDeadlineMs, undefined, { ref: false })
  throw new LabProblem(`The scenario "${title}" did not end within ${playDeadlineMs} ms: a call to the broker hangs.`)
}

async function answers(broker: Broker): Promise<boolean> {
  try {
    const connection = await connect(broker.url('/'), { timeout: 5_000 })
    await connection.close()
    return true
  } catch {
    return false
  }
}
