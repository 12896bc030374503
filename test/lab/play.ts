import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Broker } from './broker/broker.ts'
import { forgotten } from './forgotten.ts'
import { type History, Recorder } from './history.ts'
import { ledgerOf } from './ledger.ts'
import type { WarmProcesses } from './roles/warm-processes.ts'
import type { Seat } from './round.ts'
import type { Scenario } from './scenario.ts'
import type { Slots } from './slots.ts'
import { Stage } from './stage.ts'
import type { StrainGauge } from './strain.ts'
import type { Vhost, VhostPool } from './vhosts.ts'
import { SceneOver } from './watch.ts'

/** How many orders a scenario has, when it does not say. */
const orderCount = 20

/** How long the broker may take to put back what a dead role had not acknowledged. Measured: 6 ms. */
const requeueDeadlineMs = 5_000

/**
 * How long a claimed order may take to show up in a queue when nobody had it in hand. All that can be there, is; but after
 * a reboot a quorum queue may need a moment to elect its leader.
 */
const missingDeadlineMs = { ofHealthyBroker: 1_000, afterReboot: 3_000 }

/** What a scenario is played with. */
export interface Theatre {
  broker: Broker
  vhosts: VhostPool
  processes: WarmProcesses
  gauge: StrainGauge
  /** A start takes a processor for a tenth of a second: more at a time would only make all of them late. */
  openings: Slots
  /** Where roles may keep files; it goes with the run. */
  dataFolder: string
}

/** One scenario with one candidate. */
export interface Play {
  scenario: Scenario
  /** Absolute path of the judged file. */
  candidate: string
  seed: number
  /** Its place in the round, where the scenario has a fault of the whole broker. */
  seat: Seat | null
  /** Aborted when nobody needs the history any more. */
  signal: AbortSignal
}

/**
 * Plays one scenario with one candidate in a vhost of its own, and returns everything that happened.
 * Nothing of it runs on, and the vhost is empty again.
 * @throws LabProblem when the lab or the machine failed
 */
export async function play(theatre: Theatre, about: Play): Promise<History> {
  const { scenario, seed, signal, seat } = about
  const { id, title, faults, lossCode } = scenario
  const orderIds = Array.from({ length: scenario.orderCount ?? orderCount }, (_, index) => `order-${seed}-${index + 1}`)
  try {
    await using vhost = await theatre.vhosts.lend()
    const dataDir = join(theatre.dataFolder, randomUUID())
    await mkdir(dataDir, { recursive: true })
    const recorder = new Recorder({
      ...{ scenario: id, title, seed, candidate: scenario.candidate, faults, lossCode, orderIds },
    })
    const tellNoMore = theatre.gauge.tell(recorder)
    let heldAtTheEnd: Set<string>
    try {
      await using stage = new Stage({ ...theatre, ...about, vhost, dataDir, recorder })
      try {
        await scenario.play(stage)
      } catch (error) {
        if (!(error instanceof SceneOver)) throw error
      }
      heldAtTheEnd = ledgerOf(recorder.history).unacknowledged
    } finally {
      tellNoMore()
    }
    await seat?.mended() // a role may have died while the broker was down
    const queue = scenario.queue ?? 'orders'
    if (!signal.aborted) await emptyQueues(vhost, recorder, queue, heldAtTheEnd)
    await vhost.wipe(queuesOf(recorder.history, queue), exchangesOf(recorder.history))
    return recorder.history
  } finally {
    seat?.leave() // not before the vhost is empty: the broker may be broken as soon as nobody waits for us
  }
}

/**
 * Takes out what is left in the queues. What the roles held without an acknowledgement comes back a moment after
 * their end; it stays away when the candidate's queue died with its connection.
 */
async function emptyQueues(vhost: Vhost, recorder: Recorder, queue: string, held: Set<string>): Promise<void> {
  const { claimed, shipped } = ledgerOf(recorder.history)
  const missing = claimed.difference(shipped)
  const rebooted = recorder.history.events.some(({ kind }) => kind === 'broker-back')
  const patienceMs = rebooted ? missingDeadlineMs.afterReboot : missingDeadlineMs.ofHealthyBroker
  const comingBack = missing.difference(forgotten(recorder.history))
  const left = new Map([...queuesOf(recorder.history, queue)].map((queue) => [queue, [] as string[]]))
  for (const startedAt = performance.now(); ; await pause(10)) {
    // Before the queues are emptied: with the last consumer the broker has put back what that one had in hand.
    const nobodyConsumes = comingBack.size < missing.size && (await isAlone(vhost, left.keys()))
    let gone = 0
    for (const [queue, orderIds] of left) {
      const drained = await vhost.drain(queue)
      orderIds.push(...(drained ?? []))
      if (drained === null) gone += 1
    }
    const found = new Set([...left.values()].flat())
    const expected = held.union(nobodyConsumes ? comingBack : missing)
    if (gone === left.size || expected.isSubsetOf(found)) break
    const deadlineMs = held.isSubsetOf(found) ? patienceMs : requeueDeadlineMs
    if (performance.now() - startedAt > deadlineMs) break
  }
  for (const [queue, orderIds] of left) recorder.record('lab', { kind: 'left-in-queue', queue, orderIds })
}

async function isAlone(vhost: Vhost, queues: Iterable<string>): Promise<boolean> {
  for (const queue of queues) if (((await vhost.consumers(queue)) ?? 0) > 0) return false
  return true
}

function queuesOf({ events }: History, queue: string): Set<string> {
  return new Set([queue, ...events.flatMap((event) => (event.kind === 'queue-declared' ? [event.queue] : []))])
}

function exchangesOf({ events }: History): Set<string> {
  const names = events.flatMap((event) => (event.kind === 'declare-exchange' ? [event.exchange] : []))
  return new Set(names.filter((name) => name !== '' && !name.startsWith('amq.')))
}
