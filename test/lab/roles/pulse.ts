import { type Vitals, vitalsOf } from './vitals.ts'

/** What a look at a role may find. No role goes on after it. */
export type Ailment =
  /** `busy`: it computes and computes. `waiting`: it stands still inside of a synchronous call. */
  { kind: 'role-blocked'; how: 'busy' | 'waiting'; seconds: number } | { kind: 'role-out-of-memory'; megabytes: number }

const lookEveryMs = 500

/**
 * JavaScript's own heap: V8 gives up beyond it. Node with amqplib takes 57 MB in all; a machine that judges many
 * side by side must not be brought down by one.
 */
export const heapLimitMb = 512

/** All memory of the process, with buffers. Looked at, not enforced by the system: who runs fast gets further. */
const residentLimitMb = 768

/**
 * How long a role may not answer. Counted is what the role itself does: the time that it computes, and the looks at
 * which it neither computes nor wants to. A process that waits for a core on a busy machine is `running` and does not
 * compute, so that neither count grows: it is slow, not blocked.
 */
const blockedAfter = { busyMs: 2_000, waitingLooks: 8, looksWithoutVitals: 30 }

/** Asks a role again and again whether its event loop turns. */
export class Pulse {
  readonly #pid: number
  readonly #ping: () => void
  readonly #onAilment: (ailment: Ailment) => void
  readonly #vitals: (pid: number) => Vitals | null
  readonly #timer: NodeJS.Timeout
  /** Since when it has not answered; null when it has. */
  #askedAt: number | null = null
  #last: Vitals | null = null
  #busyMs = 0
  #waitingLooks = 0
  #looks = 0
  #paused = false

  /**
   * @param ping asks the role; its answer is told with `beat()`
   * @param onAilment called once; nothing is looked at any more after it
   */
  constructor(pid: number, ping: () => void, onAilment: (ailment: Ailment) => void, vitals = vitalsOf) {
    this.#pid = pid
    this.#vitals = vitals
    this.#ping = ping
    this.#onAilment = onAilment
    this.#timer = setInterval(() => this.#look(), lookEveryMs)
    this.#timer.unref()
  }

  /** It has answered. */
  beat(): void {
    this.#askedAt = null
  }

  /** The lab has stopped the process: it can't answer. */
  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    this.#askedAt = null
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    if (this.#paused) return
    const vitals = this.#vitals(this.#pid)
    const megabytes = Math.round((vitals?.residentBytes ?? 0) / 1024 / 1024)
    if (megabytes > residentLimitMb) this.#end({ kind: 'role-out-of-memory', megabytes })
    else if (this.#askedAt === null) this.#ask(vitals)
    else this.#count(vitals, this.#askedAt)
  }

  #ask(vitals: Vitals | null): void {
    this.#askedAt = performance.now()
    this.#last = vitals
    this.#busyMs = this.#waitingLooks = this.#looks = 0
    this.#ping()
  }

  #count(vitals: Vitals | null, askedAt: number): void {
    const computedMs = (vitals?.cpuMs ?? 0) - (this.#last?.cpuMs ?? 0)
    this.#busyMs += computedMs
    if (computedMs === 0 && (vitals?.state === 'sleeping' || vitals?.state === 'stopped')) this.#waitingLooks += 1
    this.#looks += vitals === null ? 1 : 0
    this.#last = vitals
    const seconds = Math.round((performance.now() - askedAt) / 1000)
    if (this.#busyMs >= blockedAfter.busyMs || this.#looks >= blockedAfter.looksWithoutVitals) {
      this.#end({ kind: 'role-blocked', how: 'busy', seconds })
    } else if (this.#waitingLooks >= blockedAfter.waitingLooks) {
      this.#end({ kind: 'role-blocked', how: 'waiting', seconds })
    }
  }

  #end(ailment: Ailment): void {
    this.stop()
    this.#onAilment(ailment)
  }
}
