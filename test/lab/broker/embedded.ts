import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { dieWithParent } from '../die-with-parent.ts'
import { LabProblem } from '../problem.ts'
import { identify, isAlive, type ProcessIdentity } from '../process-identity.ts'
import type { RunFolder } from '../run-folder.ts'
import type { Broker } from './broker.ts'
import { environment, type NodeSettings, writeConfiguration } from './configuration.ts'
import { clockedBoot, firstConnection } from './first-connection.ts'
import { metadataOnDisk } from './metadata-door.ts'
import { freePorts } from './ports.ts'
import type { RabbitPrograms } from './unpack.ts'

/** How long a graceful stop may take. Measured: 1 to 2 s. */
const shutDownMs = 60_000

/** A node that has been started and maybe not booted yet; plain data, so that a vitest worker can take it over. */
export interface NodeLaunch {
  runtime: 'embedded'
  settings: NodeSettings
  node: ProcessIdentity
  epmd: ProcessIdentity
  why: string
  /** `Date.now()` at the start. */
  startedAtMs: number
}

/** Starts a RabbitMQ as plain processes, and does not wait for its boot: see {@link EmbeddedBroker.adopt}. */
export async function launchNode(
  programs: RabbitPrograms,
  run: RunFolder,
  options: { vhosts: string[]; why: string },
): Promise<NodeLaunch> {
  const { vhosts, why } = options
  const [amqp, epmd, distribution, door] = (await freePorts(4)) as [number, number, number, number]
  const folder = run.data(`broker-${amqp}`)
  const settings: NodeSettings = { ...programs, folder, ports: { amqp, epmd, distribution, door }, vhosts }
  writeConfiguration(settings)
  // Our own epmd: a shared one would outlive us, and RabbitMQ does not start one in this setting.
  const epmdProcess = startDaemon('epmd', ['-port', String(epmd), '-address', '127.0.0.1'], settings, run)
  const startedAtMs = Date.now()
  return { runtime: 'embedded', settings, why, startedAtMs, epmd: epmdProcess, node: startNode(settings, run) }
}

/** RabbitMQ as a plain process of this machine: nothing installed, no root, own ports and data. */
export class EmbeddedBroker implements Broker {
  readonly runtime = 'embedded'
  readonly why: string
  readonly vhosts: string[]
  readonly seconds: { boot: number; reboots: number[] } = { boot: 0, reboots: [] }
  version = ''
  readonly #settings: NodeSettings
  readonly #run: RunFolder
  readonly #epmd: ProcessIdentity
  #node: ProcessIdentity

  private constructor(launch: NodeLaunch, run: RunFolder) {
    this.#settings = launch.settings
    this.#run = run
    this.#node = launch.node
    this.#epmd = launch.epmd
    this.why = launch.why
    this.vhosts = launch.settings.vhosts
  }

  /** Takes a launched node over and waits for its boot. */
  static async adopt(launch: NodeLaunch, run: RunFolder): Promise<EmbeddedBroker> {
    const broker = new EmbeddedBroker(launch, run)
    broker.seconds.boot = clockedBoot(run, await broker.#firstConnection(launch.startedAtMs))
    return broker
  }

  get address(): { host: string; port: number } {
    return { host: '127.0.0.1', port: this.#settings.ports.amqp }
  }

  url(vhost: string): string {
    return `amqp://guest:guest@127.0.0.1:${this.#settings.ports.amqp}/${encodeURIComponent(vhost)}`
  }

  async writeDown(): Promise<string> {
    return metadataOnDisk({ host: '127.0.0.1', port: this.#settings.ports.door })
  }

  async crash(): Promise<void> {
    await killAndWait(this.#node)
  }

  async shutDown(): Promise<void> {
    process.kill(this.#node.pid, 'SIGTERM')
    const deadline = performance.now() + shutDownMs
    while (isAlive(this.#node)) {
      if (performance.now() > deadline) {
        throw new LabProblem(`RabbitMQ did not stop within ${shutDownMs} ms of SIGTERM. Its last log lines:
${this.logTail(5).join('\n')}`)
      }
      await pause(10)
    }
  }

  async restart(): Promise<void> {
    const startedAtMs = Date.now()
    this.#node = startNode(this.#settings, this.#run)
    this.seconds.reboots.push(await this.#firstConnection(startedAtMs))
  }

  async freeze(): Promise<void> {
    process.kill(this.#node.pid, 'SIGSTOP')
  }

  async thaw(): Promise<void> {
    process.kill(this.#node.pid, 'SIGCONT')
  }

  async ctl(...args: string[]): Promise<string> {
    const program = join(this.#settings.scripts, 'rabbitmqctl')
    const { stdout } = await promisify(execFile)(program, ['--quiet', ...args], { env: environment(this.#settings) })
    return stdout
  }

  logTail(lines: number): string[] {
    const path = logPath(this.#settings)
    return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines) : []
  }

  async stop(): Promise<void> {
    await killAndWait(this.#node)
    await killAndWait(this.#epmd)
    rmSync(this.#settings.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }

  async #firstConnection(startedAtMs: number): Promise<number> {
    const { seconds, version } = await firstConnection(
      {
        url: () => this.url(this.vhosts.at(-1) ?? '/'),
        isAlive: () => isAlive(this.#node),
        logTail: (lines) => this.logTail(lines),
        mend: ['rm -rf .broker   # gets RabbitMQ anew'],
      },
      startedAtMs,
    )
    this.version = version
    return seconds
  }
}

function startNode(settings: NodeSettings, run: RunFolder): ProcessIdentity {
  return startDaemon(join(settings.scripts, 'rabbitmq-server'), ['-noinput'], settings, run)
}

/** Starts a process that Ctrl-C does not reach, but that dies with this one, even by SIGKILL, where setpriv exists. */
function startDaemon(program: string, args: string[], settings: NodeSettings, run: RunFolder): ProcessIdentity {
  const log = openSync(logPath(settings), 'a')
  const [command, ...rest] = [...dieWithParent(), program, ...args] as [string, ...string[]]
  const child: ChildProcess = spawn(command, rest, {
    env: environment(settings),
    cwd: settings.folder,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.on('error', () => {}) // no pid then; said below
  child.unref()
  const identity = identify(child.pid ?? 0)
  if (identity === null) throw new LabProblem(`Could not start ${program}.`, { mend: ['rm -rf .broker', 'run again'] })
  run.register(identity.pid, program.split('/').at(-1) as string)
  return identity
}

async function killAndWait(victim: ProcessIdentity): Promise<void> {
  if (!isAlive(victim)) return
  process.kill(victim.pid, 'SIGKILL')
  while (isAlive(victim)) await pause(2)
}

const logPath = ({ folder }: NodeSettings) => join(folder, 'broker.log')
