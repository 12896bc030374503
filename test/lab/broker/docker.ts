import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import {
  GenericContainer,
  getContainerRuntimeClient,
  type StartedTestContainer,
  type WaitStrategy,
} from 'testcontainers'
import { LabProblem } from '../problem.ts'
import { type RunFolder, runLabel } from '../run-folder.ts'
import type { Broker } from './broker.ts'
import { containerConfiguration, containerDoor, containerEnvironment } from './configuration.ts'
import type { EngineAddress } from './docker-engine.ts'
import { clockedBoot, firstConnection } from './first-connection.ts'
import { metadataOnDisk } from './metadata-door.ts'

/** A container that has been started, and whose node has maybe not booted yet; plain data, like a node's launch. */
export interface ContainerLaunch {
  runtime: 'docker'
  containerId: string
  image: string
  /** Where the engine publishes ports. */
  host: string
  vhosts: string[]
  why: string
  startedAtMs: number
}

const amqpPort = 5672

/** How long a graceful stop may take before the engine kills the container. */
const shutDownSeconds = 60

/** testcontainers must not wait: whoever adopts the container does, and keeps the container and its log when it fails. */
const noWait: WaitStrategy = {
  waitUntilReady: async () => {},
  withStartupTimeout: () => noWait,
  isStartupTimeoutSet: () => true,
  getStartupTimeout: () => 120_000,
}

/** Starts a RabbitMQ container, and does not wait for its boot: see {@link DockerBroker.adopt}. */
export async function launchContainer(
  { image, engine }: { image: string; engine: EngineAddress },
  run: RunFolder,
  options: { vhosts: string[]; why: string },
): Promise<ContainerLaunch> {
  const { vhosts, why } = options
  run.registerEngine(engine)
  const startedAtMs = Date.now()
  const container = await startContainer(image, run, vhosts)
  return {
    runtime: 'docker',
    containerId: container.getId(),
    image,
    host: container.getHost().replace(/^localhost$/, '127.0.0.1'),
    vhosts,
    why,
    startedAtMs,
  }
}

async function startContainer(image: string, run: RunFolder, vhosts: string[]): Promise<StartedTestContainer> {
  try {
    return await new GenericContainer(image)
      .withExposedPorts(amqpPort, containerDoor)
      .withEnvironment(containerEnvironment)
      .withLabels({ [runLabel]: run.name })
      .withCopyContentToContainer(containerConfiguration(vhosts))
      .withLogConsumer((log) => keepLog(log, run))
      .withWaitStrategy(noWait)
      .start()
  } catch (error) {
    throw new LabProblem(`Docker could not start a container of ${image}: ${(error as Error).message}`, {
      mend: ['docker ps   # does the engine answer?', 'BROKER=embedded npm test   # without Docker'],
      cause: error,
    })
  }
}

/** RabbitMQ in a container. */
export class DockerBroker implements Broker {
  readonly runtime = 'docker'
  readonly why: string
  readonly vhosts: string[]
  readonly seconds: { boot: number; reboots: number[] } = { boot: 0, reboots: [] }
  version = ''
  address: { host: string; port: number }
  #door = 0
  readonly #id: string
  readonly #run: RunFolder

  private constructor(launch: ContainerLaunch, run: RunFolder) {
    this.#id = launch.containerId
    this.#run = run
    this.why = launch.why
    this.vhosts = launch.vhosts
    this.address = { host: launch.host, port: 0 }
  }

  /** Takes a launched container over and waits for its boot. */
  static async adopt(launch: ContainerLaunch, run: RunFolder): Promise<DockerBroker> {
    const broker = new DockerBroker(launch, run)
    broker.seconds.boot = clockedBoot(run, await broker.#firstConnection(launch.startedAtMs))
    return broker
  }

  url(vhost: string): string {
    return `amqp://guest:guest@${this.address.host}:${this.address.port}/${encodeURIComponent(vhost)}`
  }

  async writeDown(): Promise<string> {
    return metadataOnDisk({ host: this.address.host, port: this.#door })
  }

  async crash(): Promise<void> {
    const container = await this.#container()
    const exited = container.wait({ condition: 'not-running' })
    await container.kill({ signal: 'SIGKILL' })
    await exited
  }

  async shutDown(): Promise<void> {
    await (await this.#container()).stop({ t: shutDownSeconds })
    const { State } = await (await this.#container()).inspect()
    if (State.ExitCode === 137) {
      throw new LabProblem(
        `The container of RabbitMQ ${this.version} did not stop within ${shutDownSeconds} s of SIGTERM.`,
      )
    }
  }

  async restart(): Promise<void> {
    const startedAtMs = Date.now()
    const container = await this.#container()
    await container.start()
    const log = (await container.logs({ follow: true, stdout: true, stderr: true, tail: 0 })) as Readable
    keepLog(log, this.#run)
    this.seconds.reboots.push(await this.#firstConnection(startedAtMs))
  }

  async freeze(): Promise<void> {
    await (await this.#container()).pause()
  }

  async thaw(): Promise<void> {
    await (await this.#container()).unpause()
  }

  async ctl(...args: string[]): Promise<string> {
    const { container } = await getContainerRuntimeClient()
    const { exitCode, output } = await container.exec(container.getById(this.#id), ['rabbitmqctl', '--quiet', ...args])
    if (exitCode !== 0) throw new LabProblem(`rabbitmqctl ${args.join(' ')} ended with ${exitCode}: ${output}`)
    return output
  }

  logTail(lines: number): string[] {
    const path = logPath(this.#run)
    return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines) : []
  }

  async stop(): Promise<void> {
    const container = await this.#container()
    await container.remove({ force: true, v: true })
  }

  async #container() {
    return (await getContainerRuntimeClient()).container.getById(this.#id)
  }

  async #firstConnection(startedAtMs: number): Promise<number> {
    const { seconds, version } = await firstConnection(
      {
        url: () => this.url(this.vhosts.at(-1) ?? '/'),
        isAlive: () => this.#lookAfter(),
        logTail: (lines) => this.logTail(lines),
        mend: ['docker ps -a   # is the engine well?', 'BROKER=embedded npm test   # without Docker'],
      },
      startedAtMs,
    )
    this.version = version
    return seconds
  }

  /** Whether the container runs. Its ports are others after each start, and are known a moment after it. */
  async #lookAfter(): Promise<boolean> {
    const { State, NetworkSettings } = await (await this.#container()).inspect()
    const portOf = (inside: number) => NetworkSettings.Ports[`${inside}/tcp`]?.[0]?.HostPort
    const [port, door] = [portOf(amqpPort), portOf(containerDoor)]
    if (port !== undefined) this.address = { ...this.address, port: Number(port) }
    if (door !== undefined) this.#door = Number(door)
    return State.Running
  }
}

const logPath = (run: RunFolder) => join(run.path, 'container.log')

function keepLog(log: Readable, run: RunFolder): void {
  log.pipe(createWriteStream(logPath(run), { flags: 'a' }))
}
