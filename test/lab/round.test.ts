import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Broker } from './broker/broker.ts'
import { Gate } from './gate.ts'
import { type BrokerFault, Round, type Seat } from './round.ts'

// The round's own pauses go by a clock that the test turns.
beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(timers, 'setTimeout').mockImplementation((delayMs) => new Promise((wake) => setTimeout(wake, delayMs)))
  syncBuiltinESMExports()
  vi.advanceTimersByTime(60_000) // nothing was declared within the last minute
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  syncBuiltinESMExports()
})

const rebootMs = 1_000

/** One gate, one broker that only says what is done to it, and plays by their names. */
class Scene {
  readonly gate = new Gate()
  /** What has happened since it was last asked. */
  #told: string[] = []
  readonly #seats = new Map<string, Seat>()
  readonly #declaredAt = new Map<string, number>()
  readonly #letGo = new Map<string, () => void>()
  readonly #broker: Broker

  /** @param options.broken what the broker can't do */
  constructor({ broken, writesForMs = 0 }: { broken?: string; writesForMs?: number } = {}) {
    const does = async (what: string, takesMs = 0) => {
      this.#told.push(what)
      if (takesMs > 0) await timers.setTimeout(takesMs)
      if (what === broken) throw new Error(`${what} failed`)
    }
    this.#broker = {
      writeDown: () => does('written', writesForMs),
      ...{ crash: () => does('crash'), shutDown: () => does('shut down'), restart: () => does('restart', rebootMs) },
      ...{ freeze: () => does('freeze'), thaw: () => does('thaw') },
    } as unknown as Broker
  }

  /** Plays that share one fault, 'a b'. */
  round(fault: BrokerFault, names: string): void {
    const round = new Round(this.#broker, this.gate, fault)
    for (const name of names.split(' ')) this.#seats.set(name, round.seat())
  }

  seat(name: string): Seat {
    return this.#seats.get(name) as Seat
  }

  /** Does one step, '2999 ms' or 'a strikes', and says all that follows from it. */
  async after(step: string): Promise<string> {
    const [who = '', does = ''] = step.split(' ')
    if (does === 'ms') await vi.advanceTimersByTimeAsync(Number(who))
    else (this.#steps[does] ?? unknown(step))(who)
    await vi.advanceTimersByTimeAsync(0)
    return this.#told.splice(0).join(', ')
  }

  readonly #steps: Record<string, (who: string) => void> = {
    declares: (who) => this.#declaredAt.set(who, performance.now()),
    gathers: (who) => {
      const newestDeclaration = () => this.#declaredAt.get(who) ?? 0
      void this.seat(who)
        .gather(newestDeclaration)
        .then(() => this.#told.push(`${who} loads`))
    },
    strikes: (who) => {
      const before = () => void this.#told.push(`${who} braces`)
      const during = () => void this.#told.push(`${who} is hit`)
      this.#tell(who, this.seat(who).strike({ before, during }))
    },
    // One of its own steps fails while the broker is broken.
    stumbles: (who) => {
      const during = () => {
        throw new Error('no wire')
      }
      this.#tell(who, this.seat(who).strike({ before: () => {}, during }))
    },
    leaves: (who) => this.seat(who).leave(),
    // Who needs a healthy broker and sits in no round.
    comes: (who) => {
      void this.gate.shared().then((letGo) => {
        this.#told.push(`${who} is in`)
        this.#letGo.set(who, letGo)
      })
    },
    goes: (who) => this.#letGo.get(who)?.(),
  }

  #tell(who: string, struck: Promise<void>): void {
    struck.then(
      () => this.#told.push(`${who} goes on`),
      (error: Error) => this.#told.push(`${who} fails: ${error.message}`),
    )
  }
}

const unknown = (step: string): never => {
  throw new Error(`what is "${step}"?`)
}

/** A story, one step a line, and behind the arrow all that follows from it at once. */
async function expectStory(scene: Scene, story: string): Promise<void> {
  const steps = story.trim().split(/\n\s*/)
  const seen: string[] = []
  for (const line of steps) {
    const [step = ''] = line.split(/ *→ */)
    const follows = await scene.after(step)
    seen.push(follows === '' ? step : `${step} → ${follows}`)
  }
  expect(seen).toEqual(steps)
}

describe('a crash of two plays', () => {
  it.each<[rule: string, story: string]>([
    [
      'comes once, when all have gathered and struck',
      `a gathers
       b gathers → written, a loads, b loads
       a strikes
       b strikes → written, a braces, b braces, crash, a is hit, b is hit, restart
       999 ms
       1 ms → a goes on, b goes on
       a leaves
       b leaves
       60000 ms`,
    ],
    [
      'does not wait for a play that leaves before it gathers',
      `a gathers
       b leaves → written, a loads
       a strikes → written, a braces, crash, a is hit, restart
       1000 ms → a goes on`,
    ],
    [
      'nor for one that leaves after it has gathered',
      `a gathers
       a leaves
       b gathers → written, b loads
       b strikes → written, b braces, crash, b is hit, restart`,
    ],
    [
      'nor for one that leaves before it strikes',
      `a gathers
       b gathers → written, a loads, b loads
       a strikes
       b leaves → written, a braces, crash, a is hit, restart
       1000 ms → a goes on`,
    ],
    [
      'waits for one that is dead and has not left: its queues are being emptied',
      `a gathers
       b gathers → written, a loads, b loads
       a strikes
       60000 ms
       b leaves → written, a braces, crash, a is hit, restart`,
    ],
    [
      'goes on when a play leaves in the middle of it',
      `a gathers
       b gathers → written, a loads, b loads
       a strikes
       b strikes → written, a braces, b braces, crash, a is hit, b is hit, restart
       a leaves
       1000 ms → a goes on, b goes on`,
    ],
    [
      'does not come when all leave before the load',
      `a leaves
       b leaves
       60000 ms
       guest comes → guest is in`,
    ],
    [
      'does not come when all leave after the load',
      `a gathers
       b gathers → written, a loads, b loads
       guest comes
       a leaves
       b leaves → guest is in
       60000 ms`,
    ],
    [
      'is not brought nearer by a play that leaves twice',
      `a leaves
       a leaves
       60000 ms
       b gathers → written, b loads
       60000 ms
       b strikes → written, b braces, crash, b is hit, restart`,
    ],
  ])('%s', async (_, story) => {
    const scene = new Scene()
    scene.round('crash', 'a b')
    await expectStory(scene, story)
  })
})

describe('the settle rule: every declaration is done, and then on disk', () => {
  it.each<[rule: string, story: string]>([
    [
      'the load waits for the newest one of all',
      `a declares
       100 ms
       b declares
       a gathers
       50 ms
       b gathers
       149 ms
       1 ms → written, a loads, b loads`,
    ],
    [
      'also for one that comes while it waits',
      `a declares
       a gathers
       b gathers
       100 ms
       b declares
       199 ms
       1 ms → written, a loads, b loads`,
    ],
    [
      'the crash waits for what was declared under load',
      `a gathers
       b gathers → written, a loads, b loads
       a declares
       a strikes
       b strikes
       199 ms
       1 ms → written, a braces, b braces, crash, a is hit, b is hit, restart`,
    ],
    [
      'what is old is written down, too: somebody may have deleted something',
      `a declares
       200 ms
       a gathers
       b gathers → written, a loads, b loads
       a strikes
       b strikes → written, a braces, b braces, crash, a is hit, b is hit, restart`,
    ],
    [
      'nobody waits at the gate any more when all leave meanwhile',
      `a declares
       a gathers
       b gathers
       guest comes
       a leaves
       b leaves → guest is in
       60000 ms`,
    ],
  ])('%s', async (_, story) => {
    const scene = new Scene()
    scene.round('crash', 'a b')
    await expectStory(scene, story)
  })

  it('waits for a broker that needs longer to write', async () => {
    const scene = new Scene({ writesForMs: 3_000 })
    scene.round('crash', 'a')
    await expectStory(
      scene,
      `a gathers → written
       2999 ms
       1 ms → a loads`,
    )
  })
})

describe('each fault breaks the broker and mends it', () => {
  it.each<[fault: BrokerFault, story: string]>([
    [
      'crash',
      `a gathers → written, a loads
       a strikes → written, a braces, crash, a is hit, restart
       1000 ms → a goes on
       guest comes → guest is in`,
    ],
    [
      'shutdown',
      `a gathers → written, a loads
       a strikes → written, a braces, shut down, a is hit, restart
       1000 ms → a goes on
       guest comes → guest is in`,
    ],
    [
      'freeze',
      `a gathers → written, a loads
       a strikes → written, a braces, freeze, a is hit
       4999 ms
       1 ms → thaw, a goes on
       guest comes → guest is in`,
    ],
  ])('%s', async (fault, story) => {
    const scene = new Scene()
    scene.round(fault, 'a')
    await expectStory(scene, story)
  })
})

describe('when the broker can’t be broken or mended, every play fails, and the gate is free', () => {
  it.each<[broken: string, fault: BrokerFault, story: string]>([
    ['crash', 'crash', 'b strikes → written, a braces, b braces, crash, a fails: crash failed, b fails: crash failed'],
    [
      'restart',
      'crash',
      `b strikes → written, a braces, b braces, crash, a is hit, b is hit, restart
       1000 ms → a fails: restart failed, b fails: restart failed`,
    ],
    [
      'restart',
      'shutdown',
      `b strikes → written, a braces, b braces, shut down, a is hit, b is hit, restart
       1000 ms → a fails: restart failed, b fails: restart failed`,
    ],
    [
      'freeze',
      'freeze',
      'b strikes → written, a braces, b braces, freeze, a fails: freeze failed, b fails: freeze failed',
    ],
    [
      'thaw',
      'freeze',
      `b strikes → written, a braces, b braces, freeze, a is hit, b is hit
       5000 ms → thaw, a fails: thaw failed, b fails: thaw failed`,
    ],
  ])('%s fails in a round of %s', async (broken, fault, story) => {
    const scene = new Scene({ broken })
    scene.round(fault, 'a b')
    await expectStory(
      scene,
      `a gathers
       b gathers → written, a loads, b loads
       a strikes
       guest comes
       ${story}, guest is in`,
    )
  })
})

describe('a play that fails alone', () => {
  it('fails alone: the broker is mended for the others', async () => {
    const scene = new Scene()
    scene.round('crash', 'a b')
    await expectStory(
      scene,
      `a gathers
       b gathers → written, a loads, b loads
       a stumbles
       b strikes → written, b braces, crash, b is hit, restart
       1000 ms → a fails: no wire, b goes on`,
    )
  })

  it('because it has not gathered does not break the broker for those who need it', async () => {
    const scene = new Scene()
    scene.round('crash', 'a')
    await expectStory(
      scene,
      `guest comes → guest is in
       a strikes → a fails: A play must gather before it strikes.
       60000 ms`,
    )
  })
})

describe('those outside of the round', () => {
  it.each<[rule: string, story: string]>([
    [
      'are waited for before the load',
      `guest comes → guest is in
       a gathers
       60000 ms
       guest goes → written, a loads`,
    ],
    [
      'may come until all have gathered, and not again before the broker is mended',
      `guest comes → guest is in
       guest goes
       a gathers → written, a loads
       guest comes
       a strikes → written, a braces, crash, a is hit, restart
       999 ms
       1 ms → a goes on, guest is in`,
    ],
    [
      'go on as if nothing had been, when all leave while they are waited for',
      `guest comes → guest is in
       a gathers
       a leaves
       guest goes
       guest comes → guest is in
       60000 ms`,
    ],
  ])('%s', async (_, story) => {
    const scene = new Scene()
    scene.round('crash', 'a')
    await expectStory(scene, story)
  })
})

describe('two rounds', () => {
  it.each<[rule: string, broken: string | undefined, story: string]>([
    [
      'come one after the other, each with its own fault',
      undefined,
      `a gathers → written, a loads
       b gathers
       a strikes → written, a braces, shut down, a is hit, restart
       1000 ms → a goes on, written, b loads
       b strikes → written, b braces, crash, b is hit, restart
       1000 ms → b goes on`,
    ],
    [
      'the second one has its turn when the first one ends without its fault',
      undefined,
      `a gathers → written, a loads
       b gathers
       a leaves → written, b loads`,
    ],
    [
      'and when the first one fails',
      'shut down',
      `a gathers → written, a loads
       b gathers
       a strikes → written, a braces, shut down, a fails: shut down failed, written, b loads`,
    ],
  ])('%s', async (_, broken, story) => {
    const scene = new Scene({ broken })
    scene.round('shutdown', 'a')
    scene.round('crash', 'b')
    await expectStory(scene, story)
  })
})

describe('mended: who may empty its queues', () => {
  const bothStrike = ['a gathers', 'b gathers', 'a strikes', 'b strikes']
  it.each<[rule: string, broken: string | undefined, steps: string[], mended: boolean]>([
    ['at once, who has not struck', undefined, ['a gathers'], true],
    ['not who waits for the crash', undefined, bothStrike.slice(0, 3), false],
    ['not before the broker is back', undefined, [...bothStrike, '999 ms'], false],
    ['when it is back', undefined, [...bothStrike, '1000 ms'], true],
    ['when it will not be back', 'crash', bothStrike, true],
  ])('%s', async (_, broken, steps, mended) => {
    const scene = new Scene({ broken })
    scene.round('crash', 'a b')
    for (const step of steps) await scene.after(step)
    const ended = scene
      .seat('a')
      .mended()
      .then(() => true)
    expect(await Promise.race([ended, Promise.resolve().then(() => false)])).toBe(mended)
  })
})
