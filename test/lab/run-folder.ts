import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { EngineAddress } from './broker/docker-engine.ts'
import { runsFolder } from './paths.ts'
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts'
import { killFamily } from './roles/family.ts'

/** Containers carry the name of their run, so that it is known whose they are. */
export const runLabel = 'zero-loss.run'

const liveFolder = join(runsFolder, 'live')

/**
 * Everything that one run starts is written down here before it is used: processes, and the data of its broker.
 * Whoever ends the run, the run itself or the next one, reads this folder and leaves nothing behind.
 */
export class RunFolder {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  /** Begins a run that this process owns. */
  static create(): RunFolder {
    const path = join(liveFolder, `run-${process.pid}-${randomUUID().slice(0, 8)}`)
    mkdirSync(join(path, 'processes'), { recursive: true })
    const folder = new RunFolder(path)
    folder.#write('owner.json', identify(process.pid))
    return folder
  }

  /** Joins a run that another process owns: a vitest worker joins its command's run. */
  static join(path: string): RunFolder {
    return new RunFolder(path)
  }

  /** Names the run, on containers for example. */
  get name(): string {
    return basename(this.path)
  }

  /** Makes a folder for data that lives as long as the run. */
  data(name: string): string {
    const path = join(this.path, name)
    mkdirSync(path, { recursive: true })
    return path
  }

  /** Writes a child down. A child that is already gone needs no line. */
  register(pid: number | undefined, what: string): void {
    const identity = identify(pid ?? 0)
    if (identity !== null) this.#write(`processes/${identity.pid}.json`, { ...identity, what })
  }

  /** Writes down that containers of this run may be on an engine: before the first one is started. */
  registerEngine(address: EngineAddress): void {
    this.#write('engine.json', address)
  }

  /** Kills what still runs and deletes the data. Workers go first: they could start something new. */
  end(): { killed: string[] } {
    const killed: string[] = []
    for (let processes = this.#living(); processes.length > 0; processes = this.#living()) {
      for (const process of processes) {
        kill(process.pid)
        killed.push(process.what)
      }
      waitUntilGone(processes)
    }
    for (let left = killFamily(basename(this.path)); left > 0; left -= 1) killed.push('started by a role')
    for (let left = this.#removeContainers(); left > 0; left -= 1) killed.push('container')
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    return { killed }
  }

  #removeContainers(): number {
    const address = readJson<EngineAddress>(join(this.path, 'engine.json'))
    if (address === null) return 0
    const script = join(import.meta.dirname, 'broker/remove-containers.ts')
    const args = [script, JSON.stringify(address), `${runLabel}=${this.name}`]
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 30_000 })
    return status === 0 ? Number(stdout) : 0
  }

  #living(): (ProcessIdentity & { what: string })[] {
    return entriesOf(join(this.path, 'processes'))
      .map((name) => readJson<ProcessIdentity & { what: string }>(join(this.path, 'processes', name)))
      .filter((entry) => entry !== null)
      .filter((entry) => isAlive(entry))
      .filter(({ pid }) => pid !== process.pid) // a command that judges without vitest is its own worker
      .sort((a, b) => Number(b.what === 'worker') - Number(a.what === 'worker'))
  }

  #write(name: string, value: unknown): void {
    writeFileSync(join(this.path, name), `${JSON.stringify(value)}\n`)
  }
}

/** Ends the runs whose owner was killed. Returns one line that says what was left, or null. */
export function sweepDeadRuns(): string | null {
  const dead = entriesOf(liveFolder).filter((name) => {
    const owner = readJson<ProcessIdentity>(join(liveFolder, name, 'owner.json'))
    return owner === null || !isAlive(owner)
  })
  const killed = dead.flatMap((name) => RunFolder.join(join(liveFolder, name)).end().killed)
  if (dead.length === 0) return null
  const runs = dead.length === 1 ? 'a killed run' : `${dead.length} killed runs`
  return `Swept what ${runs} left behind: ${[...countsOf(killed), 'data'].join(', ')}.`
}

/** ['role', 'role', 'epmd'] as ['2 x role', 'epmd']. */
function countsOf(names: string[]): string[] {
  const kinds = Map.groupBy(names, (name) => name)
  return [...kinds].map(([name, { length }]) => (length === 1 ? name : `${length} x ${name}`))
}

/** The names in a folder; none when it is not there, or not there any more. */
function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It went by itself between the look and the kill.
  }
}

/** Blocks for the few milliseconds that SIGKILL takes: this runs in exit handlers too, where nothing asynchronous can. */
function waitUntilGone(processes: ProcessIdentity[]): void {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let round = 0; round < 200 && processes.some(isAlive); round++) Atomics.wait(pause, 0, 0, 5)
}

function readJson<T>(path: string): T | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T
  } catch {
    return null
  }
}
