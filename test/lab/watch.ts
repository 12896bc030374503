import type { HistoryEvent, Recorder } from './history.ts'
import { type Ledger, RunningLedger } from './ledger.ts'
import type { Role } from './roles/role.ts'

/** The scenario can't go on; why is already in the history, and the judge will read it there. */
export class SceneOver extends Error {
  override readonly name = 'SceneOver'
}

/**
 * The last resort, by the clock: patience and pulse speak sooner, and with a better reason, but on a busy machine they
 * need their time.
 */
const deadlineSeconds = 25

/**
 * More events than this are a circle. Chapter 1's candidates make about 200; one that opens 1,000 channels, 2,200.
 * It also bounds what a candidate can cost the lab, which keeps all of them.
 */
const mostEvents = 10_000

/** Turns without an event after which a role has done all that it will do now: what it has decided to write is on the wire. */
const stillTurns = 1

/** Waits for things in a history while it is written, and notices when they can't come any more. */
export class Watch {
  readonly #recorder: Recorder
  readonly #signal: AbortSignal
  readonly #book = new RunningLedger()
  /** How many events are in the book. */
  #written = 0

  /** @param signal aborted when nobody needs the history any more */
  constructor(recorder: Recorder, signal: AbortSignal) {
    this.#recorder = recorder
    this.#signal = signal
  }

  /** The ledger of what has happened so far. */
  ledger(): Ledger {
    const { events } = this.#recorder.history
    for (; this.#written < events.length; this.#written += 1) this.#book.write(events[this.#written] as HistoryEvent)
    return this.#book.read()
  }

  /**
   * Waits for something in the history.
   * @param patience how many turns of the role's event loop may pass without an event
   * @throws SceneOver when it can't come any more: the role has died, or nothing moves
   */
  async until(
    waitedFor: string,
    role: Role,
    condition: (ledger: Ledger) => boolean,
    patience: (ledger: Ledger) => number,
  ): Promise<void> {
    const { history } = this.#recorder
    const startedAt = performance.now()
    let quietTurns = 0
    let seen = history.events.length
    let turned = role.turns(1)
    while (!condition(this.ledger())) {
      this.leaveIfOver(role, waitedFor, startedAt)
      if (quietTurns > patience(this.ledger())) this.giveUp(role, waitedFor, quietTurns)
      if ((await this.wake(turned)) !== 'turned') continue
      turned = role.turns(1)
      quietTurns = history.events.length === seen ? quietTurns + 1 : 0
      seen = history.events.length
    }
  }

  /** Waits until a role has had `turns` turns of its event loop in which nothing happened. */
  async still(role: Role, turns = stillTurns): Promise<void> {
    const { events } = this.#recorder.history
    const startedAt = performance.now()
    for (let [seen, quiet] = [events.length, 0]; quiet < turns; ) {
      this.leaveIfOver(role, 'a pause in its work', startedAt)
      await role.turns(1)
      quiet = seen === events.length ? quiet + 1 : 0
      seen = events.length
    }
  }

  /** Lets a role live through so many turns, whatever happens. */
  async turns(role: Role, turns: number): Promise<void> {
    const startedAt = performance.now()
    for (let turn = 0; turn < turns; turn += 1) {
      this.leaveIfOver(role, 'its next turn', startedAt)
      await role.turns(1)
    }
  }

  /** Nothing moves any more. */
  giveUp(role: Role, waitedFor: string, turns: number): never {
    this.#recorder.record(role.name, { kind: 'quiet', turns, waitedFor })
    throw new SceneOver(`nothing moves; waited for ${waitedFor}`)
  }

  /** Waits for something that is no event, as long as the role lives and somebody needs the history. */
  async orGone<T>(role: Role, waitedFor: string, promise: Promise<T>): Promise<T> {
    let done = false
    const finished = promise.finally(() => {
      done = true
    })
    finished.catch(() => {}) // it is awaited below, unless the scene is over before
    while (!done) {
      this.#leaveIfAborted()
      if (role.gone) throw new SceneOver(`${role.name} is gone; waited for ${waitedFor}`)
      await this.wake(finished.then(() => {}).catch(() => {}))
    }
    return finished
  }

  /** @throws SceneOver when the role is gone, has flooded the history, or nobody needs the history any more */
  leaveIfOver(role: Role, waitedFor: string, startedAt: number): void {
    this.#leaveIfAborted()
    this.#leaveIfFlooded(role)
    if (role.gone) throw new SceneOver(`${role.name} is gone; waited for ${waitedFor}`)
    this.leaveIfLate(role, waitedFor, startedAt)
  }

  /** @throws SceneOver after the deadline, by the clock */
  leaveIfLate(role: Role, waitedFor: string, startedAt: number): void {
    if (performance.now() - startedAt < deadlineSeconds * 1000) return
    this.#recorder.record(role.name, { kind: 'deadline', waitedFor, seconds: deadlineSeconds })
    throw new SceneOver(`no end within ${deadlineSeconds} s; waited for ${waitedFor}`)
  }

  #leaveIfFlooded(role: Role): void {
    const { events } = this.#recorder.history
    if (events.length < mostEvents) return
    this.#recorder.record(role.name, { kind: 'flood', events: events.length })
    throw new SceneOver('it goes round and round')
  }

  #leaveIfAborted(): void {
    if (this.#signal.aborted) throw new SceneOver('nobody needs this scenario any more')
  }

  /** Sleeps until the next event, until `turned`, until it is called off, or for a second at most: a blocked event loop never turns. */
  async wake(turned?: Promise<void>): Promise<'event' | 'turned'> {
    const { promise, resolve } = Promise.withResolvers<'event' | 'turned'>()
    const stop = this.#recorder.onEvent(() => resolve('event'))
    const timer = setTimeout(() => resolve('event'), 1000)
    void turned?.then(() => resolve('turned'))
    const callOff = () => resolve('event')
    this.#signal.addEventListener('abort', callOff)
    try {
      return await promise
    } finally {
      this.#signal.removeEventListener('abort', callOff)
      stop()
      clearTimeout(timer)
    }
  }
}
