import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Ailment, Pulse } from './pulse.ts'
import { type Vitals, vitalsOf } from './vitals.ts'

const megabyte = 1024 * 1024
const asleep: Vitals = { state: 'sleeping', cpuMs: 100, residentBytes: 60 * megabyte }

/** Half a second each: what the lab sees at its looks, and whether the role has answered before the next one. */
interface Life {
  answers: boolean
  look(index: number): Vitals | null
}

/** What a pulse finds within 20 seconds of such a life. */
function found({ answers, look }: Life): Ailment | 'nothing' {
  const ailments: Ailment[] = []
  let looks = 0
  const ping = () => answers && setTimeout(() => pulse.beat(), 1)
  const pulse: Pulse = new Pulse(
    1,
    ping,
    (ailment) => ailments.push(ailment),
    () => look(looks++),
  )
  vi.advanceTimersByTime(20_000)
  pulse.stop()
  expect(ailments.length).toBeLessThanOrEqual(1)
  return ailments[0] ?? 'nothing'
}

describe('a pulse', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const silent = (look: Life['look']): Life => ({ answers: false, look })

  it.each<[story: string, life: Life, finds: ReturnType<typeof found>]>([
    ['it answers', { answers: true, look: () => asleep }, 'nothing'],
    ['it answers, and computes', { answers: true, look: (n) => ({ ...asleep, cpuMs: n * 500 }) }, 'nothing'],
    [
      'it computes on a core of its own',
      silent((n) => ({ ...asleep, state: 'running', cpuMs: n * 500 })),
      { kind: 'role-blocked', how: 'busy', seconds: 2 },
    ],
    [
      'it computes, and shares its core with nine others: that takes longer to prove',
      silent((n) => ({ ...asleep, state: 'running', cpuMs: n * 60 })),
      { kind: 'role-blocked', how: 'busy', seconds: 17 },
    ],
    ['it waits for a core', silent(() => ({ ...asleep, state: 'running' })), 'nothing'],
    ['it gets a core now and then', silent((n) => ({ ...asleep, state: 'running', cpuMs: n * 20 })), 'nothing'],
    ['it waits for a disk', silent(() => ({ ...asleep, state: 'other' })), 'nothing'],
    ['it stands still', silent(() => asleep), { kind: 'role-blocked', how: 'waiting', seconds: 4 }],
    [
      'it has stopped itself',
      silent(() => ({ ...asleep, state: 'stopped' })),
      { kind: 'role-blocked', how: 'waiting', seconds: 4 },
    ],
    ['nothing can be seen', silent(() => null), { kind: 'role-blocked', how: 'busy', seconds: 15 }],
    [
      'it grows',
      { answers: true, look: (n) => ({ ...asleep, residentBytes: n * 100 * megabyte }) },
      { kind: 'role-out-of-memory', megabytes: 800 },
    ],
  ])('%s', (_, life, finds) => {
    expect(found(life)).toEqual(finds)
  })

  it('a role that the lab has stopped has time', () => {
    const ailments: Ailment[] = []
    const pulse = new Pulse(
      1,
      () => {},
      (ailment) => ailments.push(ailment),
      () => ({ ...asleep, state: 'stopped' }),
    )
    vi.advanceTimersByTime(2_000)
    pulse.pause()
    vi.advanceTimersByTime(60_000)
    pulse.resume()
    vi.advanceTimersByTime(4_000)
    expect(ailments).toEqual([])
    vi.advanceTimersByTime(1_000)
    expect(ailments).toHaveLength(1)
    pulse.stop()
  })
})

describe.runIf(process.platform === 'linux')('vital signs', () => {
  it('of this process', () => {
    const before = vitalsOf(process.pid) as Vitals
    for (const until = performance.now() + 100; performance.now() < until; );
    const after = vitalsOf(process.pid) as Vitals
    expect(after.state).toBe('running')
    expect(after.cpuMs).toBeGreaterThan(before.cpuMs)
    expect(after.residentBytes).toBeGreaterThan(20 * megabyte)
  })

  it('of a sleeping one, and of one that is gone', async () => {
    const child = spawn('sleep', ['60'])
    await once(child, 'spawn')
    await vi.waitUntil(() => vitalsOf(child.pid as number)?.state === 'sleeping')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(vitalsOf(child.pid as number)).toBeNull()
  })
})
