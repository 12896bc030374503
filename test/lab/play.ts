import { setTimeout as pause } from 'node:timers/promises'
import type { Broker } from './broker/broker.ts'
import { type History, Recorder } from './history.ts'
import { ledgerOf } from './ledger.ts'
import type { WarmProcesses } from './roles/warm-processes.ts'
import type { Scenario } from './scenario.ts'
import { SceneOver, Stage } from './stage.ts'
import type { Vhost, VhostPool } from './vhosts.ts'

/** How many orders a scenario places. */
const orderCount = 20

/** How long the broker may take to put back what a dead role had not acknowledged. Measured: 6 ms. */
const requeueDeadlineMs = 5_000

/** What a scenario is played with. */
export interface Theatre {
  broker: Broker
  vhosts: VhostPool
  processes: WarmProcesses
}

/** One scenario with one candidate. */
export interface Play {
  scenario: Scenario
  /** Absolute path of the judged file. */
  candidate: string
  seed: number
  /** Aborted when nobody needs the history any more. */
  signal: AbortSignal
}

/**
 * Plays one scenario with one candidate in a vhost of its own, and returns everything that happened.
 * Nothing of it runs on, and the vhost is empty again.
 * @throws LabProblem when the lab or the machine failed
 */
export async function play(theatre: Theatre, about: Play): Promise<History> {
  const { scenario, seed, signal } = about
  const { id, title, faults, lossCode } = scenario
  const orderIds = Array.from({ length: orderCount }, (_, index) => `order-${seed}-${index + 1}`)
  await using vhost = await theatre.vhosts.lend()
  const recorder = new Recorder({
    ...{ scenario: id, title, seed, candidate: scenario.candidate, faults, lossCode, orderIds },
  })
  let heldAtTheEnd: Set<string>
  {
    await using stage = new Stage({ ...theatre, ...about, vhost, recorder }, orderCount)
    try {
      await scenario.play(stage)
    } catch (error) {
      if (!(error instanceof SceneOver)) throw error
    }
    heldAtTheEnd = ledgerOf(recorder.history).unacknowledged
  }
  if (!signal.aborted) await emptyQueues(vhost, recorder, heldAtTheEnd)
  await vhost.wipe(queuesOf(recorder.history), exchangesOf(recorder.history))
  return recorder.history
}

/**
 * Takes out what is left in the queues. What the roles held without an acknowledgement comes back a moment after
 * their end; it stays away when the candidate's queue died with its connection.
 */
async function emptyQueues(vhost: Vhost, recorder: Recorder, expected: Set<string>): Promise<void> {
  const left = new Map([...queuesOf(recorder.history)].map((queue) => [queue, [] as string[]]))
  for (const startedAt = performance.now(); ; await pause(10)) {
    let gone = 0
    for (const [queue, orderIds] of left) {
      const drained = await vhost.drain(queue)
      orderIds.push(...(drained ?? []))
      if (drained === null) gone += 1
    }
    if (gone === left.size) break
    if (expected.isSubsetOf(new Set([...left.values()].flat()))) break
    if (performance.now() - startedAt > requeueDeadlineMs) break
  }
  for (const [queue, orderIds] of left) recorder.record('lab', { kind: 'left-in-queue', queue, orderIds })
}

function queuesOf({ events }: History): Set<string> {
  return new Set(['orders', ...events.flatMap((event) => (event.kind === 'queue-declared' ? [event.queue] : []))])
}

function exchangesOf({ events }: History): Set<string> {
  const names = events.flatMap((event) => (event.kind === 'declare-exchange' ? [event.exchange] : []))
  return new Set(names.filter((name) => name !== '' && !name.startsWith('amq.')))
}
