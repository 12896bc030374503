import type { Broker } from '../broker/broker.ts'
import { barText, type Progress } from '../broker/progress.ts'
import { type Chapter, scenariosOf } from '../chapters.ts'
import { beginRun } from '../current-run.ts'
import { Lab } from '../lab.ts'
import { recall, remember } from '../memory.ts'
import { freshSeed } from '../random.ts'
import { recordedRun } from '../recorded.ts'
import type { Report } from '../report.ts'
import { CalledOff } from '../trial.ts'
import { onDesk } from './desk.ts'

/** What goes on until the verdict. */
export interface Phase {
  text: string
  /** How long this usually takes; null where nobody knows. */
  usualSeconds: number | null
  /** By `performance.now()`; null where a bar tells more than a clock. */
  since: number | null
}

/** So many scenarios of one file play at a time, and those of a run that was just called off end beside them. */
const vhosts = 8

/** Role processes that wait for the next save: what the scenarios that begin at once need first. */
const warmRoles = 6

const tookKey = ({ slug }: Chapter) => `seconds to a verdict of ${slug}`

/** A first boot takes about this long. */
const usualBootSeconds = 4.5

/** One broker that stays warm, and at most one file before the judge. */
export class Judging {
  readonly #tell: (phase: Phase | null) => void
  readonly #lab: Promise<Lab>
  #running: AbortController | null = null

  /**
   * @param tell called when a phase begins, and with null when nothing is judged any more
   * @param plainProgress told how getting a broker goes on where nobody draws phases
   */
  constructor(tell: (phase: Phase | null) => void, plainProgress: Progress | null, say: (line: string) => void) {
    this.#tell = tell
    this.#lab = beginRun(vhosts, plainProgress ?? this.#drawnProgress(say)).then(() => this.#open())
    this.#lab.catch(() => {}) // the first verdict waits for it, and says so
  }

  /**
   * Judges the reader's file as it is now, and calls off what was judged before.
   * @returns null when it was called off itself: the file was saved again
   */
  async judge(chapter: Chapter): Promise<Report | null> {
    this.callOff()
    const running = new AbortController()
    this.#running = running
    const [scenarios, lab] = await Promise.all([scenariosOf(chapter), this.#lab])
    const startedAt = performance.now()
    let played = 0
    const phase = () => `judging: ${played} of ${scenarios.length} scenarios played`
    this.#begin(phase(), this.#usual(chapter))
    try {
      return await lab.judge({
        ...{ chapter, scenarios, file: onDesk(chapter.edit), seed: freshSeed(), withDetails: true },
        signal: running.signal,
        onPlayed: () => {
          if (this.#running !== running) return // called off after the verdict
          played += 1
          this.#begin(phase(), this.#usual(chapter), startedAt)
        },
      })
    } catch (error) {
      if (error instanceof CalledOff) return null
      throw error
    } finally {
      if (this.#running === running) {
        this.#running = null
        remember(tookKey(chapter), ((performance.now() - startedAt) / 1000).toFixed(2))
        this.#tell(null)
        lab.warm(warmRoles)
      }
    }
  }

  /** Ends what is judged now; nobody needs it any more. */
  callOff(): void {
    this.#running?.abort()
  }

  /** What getting a broker says, as phases. */
  #drawnProgress(say: (line: string) => void): Progress {
    const step = (what: string) => this.#begin(what, null)
    return { say, step, bytes: (...how) => this.#tell({ text: barText(...how), usualSeconds: null, since: null }) }
  }

  async #open(): Promise<Lab> {
    this.#begin('the broker boots', usualBootSeconds)
    const lab = await Lab.open(warmRoles)
    this.#listen(lab.broker)
    return lab
  }

  #begin(text: string, usualSeconds: number | null, since = performance.now()): void {
    this.#tell({ text, usualSeconds, since })
  }

  /** How long the last verdict took here; before the first one, how long it took where the chapter's runs were recorded. */
  #usual(chapter: Chapter): number | null {
    const here = recall(tookKey(chapter), Number.POSITIVE_INFINITY)
    return here === null ? (recordedRun(`${chapter.slug}/exercise`)?.seconds.wall ?? null) : Number(here)
  }

  /** Tells what is done to the broker while a file is judged. */
  #listen(broker: Broker): void {
    const usualReboot = () => broker.seconds.reboots.at(-1) ?? broker.seconds.boot
    const told = (what: () => Promise<void>, text: string, usual: () => number) => async () => {
      if (this.#running !== null) this.#begin(text, usual())
      await what()
    }
    broker.crash = told(broker.crash.bind(broker), 'the broker is killed', () => 0.2)
    broker.shutDown = told(broker.shutDown.bind(broker), 'the broker is stopped', () => 1)
    broker.freeze = told(broker.freeze.bind(broker), 'the broker is frozen', () => 5)
    const restart = told(broker.restart.bind(broker), 'the broker boots again', usualReboot)
    broker.restart = async () => {
      await restart()
      if (this.#running !== null) this.#begin('the broker is back: do all orders arrive?', null)
    }
  }
}
