import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'
import { Admission } from './admission.ts'
import type { Broker } from './broker/broker.ts'
import { adoptBroker } from './broker/launch.ts'
import { joinRun } from './current-run.ts'
import { Gate } from './gate.ts'
import { type Finding, judge } from './judge.ts'
import { checkout } from './paths.ts'
import { play, type Theatre } from './play.ts'
import { LabProblem } from './problem.ts'
import { type Report, reportOf } from './report.ts'
import { WarmProcesses } from './roles/warm-processes.ts'
import { type BrokerFault, Round, type Seat } from './round.ts'
import type { Scenario } from './scenario.ts'
import { Slots } from './slots.ts'
import { StrainGauge } from './strain.ts'
import { type Act, CalledOff, type Question, Trial } from './trial.ts'
import { VhostPool } from './vhosts.ts'

const playDeadlineMs = 180_000

/** A broker that lets a client in within this time has time. Idle it needs about 20 ms. */
const quickMs = 200

/** Candidates that share one fault of the broker. Each is a process or two that live at the same time. */
const mostInARound = 40

/** So many roles may start at a time. */
const openingsAtATime = 4

/** In this order: what many candidates need first, so that the others may be called off meanwhile. */
const brokerFaults: BrokerFault[] = ['crash', 'shutdown', 'freeze']

/** The laboratory: one broker, many candidates side by side, each scenario in a vhost of its own. */
export class Lab implements AsyncDisposable {
  readonly broker: Broker
  readonly #theatre: Theatre
  readonly #processes: WarmProcesses
  readonly #gauge: StrainGauge
  readonly #gate = new Gate()
  readonly #admission = new Admission()
  /** Rounds come one after the other, each with vhosts for all of its plays. */
  readonly #roundSlot = new Slots(1)
  readonly #ending = new Set<Promise<unknown>>()

  private constructor(broker: Broker, processes: WarmProcesses, dataFolder: string) {
    this.broker = broker
    this.#processes = processes
    this.#gauge = new StrainGauge(broker)
    this.#theatre = {
      broker,
      processes,
      dataFolder,
      vhosts: new VhostPool(broker),
      gauge: this.#gauge,
      openings: new Slots(openingsAtATime),
    }
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
    return new Lab(await adoptBroker(launch, run), processes, run.data('services'))
  }

  /** How many role processes were started. */
  get roleStarts(): number {
    return this.#processes.started
  }

  /** Starts role processes for the next question, so that it needn't wait for Node. */
  warm(count: number): void {
    this.#processes.warm(count)
  }

  /**
   * Judges one file as the answer to a chapter.
   * @throws CalledOff when the question's signal was aborted meanwhile
   */
  async judge(question: Question): Promise<Report> {
    return this.judgeAll([question])[0] as Promise<Report>
  }

  /**
   * Judges candidates side by side. Their scenarios without a fault of the broker play while the rounds come one after the
   * other, each with one fault for all who still need it; only the fault itself waits until nobody else is on the broker. Of each candidate the first failing scenario, in the
   * chapter's order, is the answer, and what comes after it is called off.
   */
  judgeAll(questions: Question[]): Promise<Report>[] {
    const trials = questions.map((question) => new Trial(question))
    const played = this.#playAll(trials)
    this.#ending.add(played.finally(() => this.#ending.delete(played)).catch(() => {}))
    return trials.map(async (trial) => {
      await Promise.race([trial.decided, played])
      if (trial.question.signal?.aborted) throw new CalledOff(`${trial.question.file} was called off.`)
      const { chapter, scenarios, file, seed, show, withDetails } = trial.question
      const { acts, seconds: wall } = trial
      return reportOf({ chapter, file, scenarios, acts, seed, broker: this.broker, wall, show, withDetails })
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#ending)
    await this.#gauge[Symbol.asyncDispose]()
    await this.#processes[Symbol.asyncDispose]()
    await this.broker.stop()
  }

  async #playAll(trials: Trial[]): Promise<void> {
    const calm = this.#playCalm(trials)
    calm.catch(() => {}) // awaited below
    for (const fault of brokerFaults) await this.#playRounds(trials, fault)
    await calm
    await this.#tryAgain(trials)
  }

  async #playCalm(trials: Trial[]): Promise<void> {
    await Promise.all(trials.flatMap((trial) => trial.missing(null).map((index) => this.#calmAct(trial, index))))
  }

  async #calmAct(trial: Trial, index: number, seed = trial.question.seed): Promise<void> {
    await this.#admission.use(async () => {
      if (trial.signal(index).aborted) return
      const leave = await this.#gate.shared()
      try {
        trial.note(index, await this.#act(trial, index, null, seed))
      } finally {
        leave()
      }
    })
  }

  /** As few rounds as the vhosts allow: their cost is the reboot. */
  async #playRounds(trials: Trial[], fault: BrokerFault): Promise<void> {
    await this.#roundSlot.use(async () => {
      const waiting = trials.flatMap((trial) => trial.missing(fault).map((index) => ({ trial, index })))
      await this.#playInRounds(waiting, fault)
    })
  }

  async #playInRounds(plays: { trial: Trial; index: number }[], fault: BrokerFault, again = 0): Promise<void> {
    // One vhost stays free: a play outside of the round may be waiting for it, and the round waits for that play.
    const size = Math.max(1, Math.min(mostInARound, this.broker.vhosts.length - 1))
    for (let start = 0; start < plays.length; start += size) {
      await this.#playRound(plays.slice(start, start + size), fault, again)
    }
  }

  async #playRound(plays: { trial: Trial; index: number }[], fault: BrokerFault, again: number): Promise<void> {
    const round = new Round(this.#gauge.sparing(), this.#gate, fault, () => hasTime(this.broker))
    const seats = plays.map(() => round.seat())
    await Promise.all(
      plays.map(async ({ trial, index }, at) => {
        const seat = seats[at] as Seat
        try {
          await this.#admission.urgentTurn()
          if (trial.signal(index).aborted) return
          trial.note(index, await this.#act(trial, index, seat, trial.question.seed + again))
        } finally {
          seat.leave()
        }
      }),
    )
  }

  /** An inconclusive scenario is asked once more, with another seed; both answers are kept. */
  async #tryAgain(trials: Trial[]): Promise<void> {
    const again = trials.flatMap((trial) => trial.inconclusive().map((index) => ({ trial, index })))
    const faultOf = ({ trial, index }: { trial: Trial; index: number }) => trial.question.scenarios[index]?.brokerFault
    const calm = again.filter((one) => faultOf(one) === undefined)
    await Promise.all(calm.map(({ trial, index }) => this.#calmAct(trial, index, trial.question.seed + 1)))
    for (const fault of brokerFaults) {
      const plays = again.filter((one) => faultOf(one) === fault)
      if (plays.length > 0) await this.#roundSlot.use(() => this.#playInRounds(plays, fault, 1))
    }
  }

  async #act(trial: Trial, index: number, seat: Seat | null, seed: number): Promise<Act> {
    const scenario = trial.question.scenarios[index] as Scenario
    const candidate = resolve(checkout, trial.question.file)
    const signal = trial.signal(index)
    const startedAt = performance.now()
    const seconds = () => (performance.now() - startedAt) / 1000
    try {
      const playing = play(this.#theatre, { scenario, candidate, seed, seat, signal })
      const history = await Promise.race([playing, tooLong(scenario)])
      return { scenario, history, finding: judge(history), seconds: seconds(), firstTry: null }
    } catch (error) {
      return { scenario, history: null, finding: await this.#toolError(error), seconds: seconds(), firstTry: null }
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

/** Waits until the broker lets a client in quickly, for some seconds at most. */
async function hasTime(broker: Broker): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const startedAt = performance.now()
    const isUp = await answers(broker)
    if (isUp && performance.now() - startedAt < quickMs) return
    await pause(200)
  }
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
