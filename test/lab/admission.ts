import { cpus } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'

/** So many may always play: a machine that others keep busy must get on, too. */
const always = 3

/** More than this is of no use: whoever plays keeps processes, sockets and a vhost. */
const atMost = 40

/** How long the processors are watched before the next one is let in: the last one's load must show. */
const watchMs = 80

/** The next one is let in when so much of the processors' time was idle. */
const idleShare = 0.15

/**
 * Lets plays begin while the machine has time for them. Most of a play is waiting, for a heartbeat or a deadline, so many
 * fit side by side; but a candidate that can't run for a second looks like one that hangs.
 */
export class Admission {
  #inside = 0
  #isWatching = false
  readonly #waiting: { urgent: boolean; admit: () => void }[] = []
  readonly #idle: () => number

  /** @param idle the share of the processors' time that was idle since it was last asked */
  constructor(idle: () => number = idleSinceLastTime()) {
    this.#idle = idle
  }

  /** Waits for its turn, works, and leaves. */
  async use<T>(work: () => Promise<T>): Promise<T> {
    await this.#turn(false)
    try {
      return await work()
    } finally {
      this.#inside -= 1
    }
  }

  /** Waits for its turn before all who are not urgent, and is not counted afterwards: it may be waited for. */
  async urgentTurn(): Promise<void> {
    await this.#turn(true)
  }

  async #turn(urgent: boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push({ urgent, admit: resolve })
    if (!this.#isWatching) void this.#watch()
    await promise
  }

  async #watch(): Promise<void> {
    this.#isWatching = true
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      if (this.#inside >= always) await this.#calm()
      const first = this.#next() ?? next // somebody urgent may have come meanwhile
      this.#waiting.splice(this.#waiting.indexOf(first), 1)
      if (!first.urgent) this.#inside += 1
      first.admit()
      await null // who is as quick comes in the order of urgency
    }
    this.#isWatching = false
  }

  #next(): { urgent: boolean; admit: () => void } | undefined {
    return this.#waiting.find(({ urgent }) => urgent) ?? this.#waiting[0]
  }

  /** Waits until the machine has time, or few are left. */
  async #calm(): Promise<void> {
    this.#idle()
    do await pause(watchMs)
    while (this.#inside >= always && (this.#inside >= atMost || this.#idle() < idleShare))
  }
}

function idleSinceLastTime(): () => number {
  let last = { idle: 0, all: 0 }
  return () => {
    const times = cpus().map((cpu) => cpu.times)
    const idle = times.reduce((sum, time) => sum + time.idle, 0)
    const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0)
    const share = all === last.all ? 0 : (idle - last.idle) / (all - last.all)
    last = { idle, all }
    return share
  }
}
