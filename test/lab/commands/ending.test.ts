import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chooseBroker } from '../broker/choose.ts'
import { silentProgress } from '../broker/progress.ts'
import { dieWithParent } from '../die-with-parent.ts'
import { checkout, runsFolder } from '../paths.ts'
import { isAlive, type ProcessIdentity } from '../process-identity.ts'
import { runLabel, sweepDeadRuns } from '../run-folder.ts'

type Runtime = 'embedded' | 'docker'

/** `npm test 1`, without npm in between: a process group of its own, as a terminal would give it. */
class Command {
  readonly child: ChildProcess
  output = ''
  readonly ended: Promise<{ exitCode: number | null; signal: string | null }>

  constructor(runtime: Runtime) {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(ZERO_LOSS|VITEST|NODE_)/.test(name))
    const env = { ...Object.fromEntries(inherited), BROKER: runtime }
    const wrongFix = 'test/01-auto-ack/wrong/prefetch-only.ts' // the reader's exercise may be right by now
    const args = ['--import', 'tsx', 'test/lab/commands/test.ts', '1', '--candidate', wrongFix, '--json']
    this.child = spawn(process.execPath, args, {
      cwd: checkout,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        this.output += text
      })
    }
    this.ended = new Promise((done) => this.child.once('close', (exitCode, signal) => done({ exitCode, signal })))
  }

  /** The folder of its run; null before there is one, and after it has cleaned up. */
  get run(): string | null {
    const live = join(runsFolder, 'live')
    const names = existsSync(live) ? readdirSync(live) : []
    const name = names.find((entry) => entry.startsWith(`run-${this.child.pid}-`))
    return name === undefined ? null : join(live, name)
  }

  /** What it has started so far. */
  processes(): ProcessIdentity[] {
    const folder = join(this.run ?? '', 'processes')
    if (this.run === null || !existsSync(folder)) return []
    return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as ProcessIdentity)
  }

  /** Waits until its broker has been started. */
  async launched(): Promise<void> {
    await this.#wrote('launch.json')
  }

  /** Waits until its broker serves AMQP: it is judging now. */
  async judging(): Promise<void> {
    await this.#wrote('boot-seconds')
  }

  async #wrote(name: string): Promise<void> {
    const there = () => this.run !== null && existsSync(join(this.run, name))
    await expect.poll(there, { timeout: 60_000, interval: 10, message: this.output }).toBe(true)
  }
}

/** Our containers on the engine, of any run. */
function containers(): string[] {
  const { stdout } = spawnSync('docker', ['ps', '-aq', '--filter', `label=${runLabel}`], { encoding: 'utf8' })
  return (stdout ?? '').split('\n').filter((line) => line !== '')
}

const timeout = 120_000

describe.each(['embedded', 'docker'] as const)('%s', (runtime) => {
  let missing: string | null = null
  beforeAll(async () => {
    await chooseBroker(silentProgress, { ...process.env, BROKER: runtime }).catch((error) => {
      missing = error.message
    })
  }, timeout)
  beforeEach(({ skip }) => skip(missing !== null, missing ?? ''))

  test.each([
    ['as soon as the broker is started', (command: Command) => command.launched()],
    ['while it judges', (command: Command) => command.judging()],
  ])('Ctrl-C %s ends a run and everything that it has started', { timeout }, async (_, moment) => {
    const before = containers()
    const command = new Command(runtime)
    await moment(command)
    const processes = command.processes()
    process.kill(-(command.child.pid as number), 'SIGINT') // a terminal sends it to the whole group
    expect(await command.ended).toEqual({ exitCode: 130, signal: null })
    expect(processes.filter(isAlive)).toEqual([])
    expect(containers()).toEqual(before)
    expect(command.run).toBeNull()
  })

  test('SIGKILL of a run takes its processes along, and the next run sweeps the rest', { timeout }, async ({
    skip,
  }) => {
    skip(dieWithParent().length === 0, 'this system has no setpriv: only the sweep would be left')
    const before = containers()
    const command = new Command(runtime)
    await command.judging()
    const processes = command.processes()
    command.child.kill('SIGKILL')
    await command.ended
    await expect.poll(() => processes.filter(isAlive), { timeout: 10_000 }).toEqual([])
    expect(sweepDeadRuns()).toContain('killed run')
    expect(command.run).toBeNull()
    expect(containers()).toEqual(before)
  })

  test('two runs at once don’t get in each other’s way', { timeout }, async () => {
    const commands = [new Command(runtime), new Command(runtime)]
    for (const command of commands) expect((await command.ended).exitCode, command.output).toBe(1)
    for (const command of commands) {
      const json = command.output.split('\n').find((line) => line.startsWith('{')) ?? ''
      expect(JSON.parse(json)).toMatchObject({ outcome: 'FAIL', code: 'LOST_ON_CONSUMER_CRASH' })
      expect(command.run).toBeNull()
    }
  })
})
