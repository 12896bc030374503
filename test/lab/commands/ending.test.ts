import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { NodeLaunch } from '../broker/embedded.ts'
import { dieWithParent } from '../die-with-parent.ts'
import { checkout, runsFolder } from '../paths.ts'
import { isAlive, type ProcessIdentity } from '../process-identity.ts'
import { sweepDeadRuns } from '../run-folder.ts'

/** `npm test 1`, without npm in between: a process group of its own, as a terminal would give it. */
class Command {
  readonly child: ChildProcess
  output = ''
  readonly ended: Promise<{ exitCode: number | null; signal: string | null }>

  constructor() {
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(ZERO_LOSS|VITEST|NODE_)/.test(name)),
    )
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
    const name = existsSync(live)
      ? readdirSync(live).find((entry) => entry.startsWith(`run-${this.child.pid}-`))
      : undefined
    return name === undefined ? null : join(live, name)
  }

  /** What it has started so far. */
  processes(): ProcessIdentity[] {
    const folder = join(this.run ?? '', 'processes')
    if (this.run === null || !existsSync(folder)) return []
    return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as ProcessIdentity)
  }

  async launched(): Promise<NodeLaunch> {
    const path = () => join(this.run ?? '', 'launch.json')
    await expect.poll(() => existsSync(path()), { timeout: 30_000, interval: 10 }).toBe(true)
    return JSON.parse(readFileSync(path(), 'utf8')) as NodeLaunch
  }

  /** Waits until its broker serves AMQP: it is judging now. */
  async judging(): Promise<void> {
    const { ports } = (await this.launched()).settings
    await expect.poll(() => answers(ports.amqp), { timeout: 60_000, interval: 20 }).toBe(true)
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => done(true)).once('error', () => done(false))
    socket.once('connect', () => socket.destroy())
  })
}

const timeout = 120_000

describe('Ctrl-C ends a run and everything that it has started', () => {
  test.each([
    ['as soon as the broker is started', (command: Command) => command.launched()],
    ['while it judges', (command: Command) => command.judging()],
  ])('%s', { timeout }, async (_, moment) => {
    const command = new Command()
    await moment(command)
    const processes = command.processes()
    expect(processes.length).toBeGreaterThan(0)
    process.kill(-(command.child.pid as number), 'SIGINT') // a terminal sends it to the whole group
    expect(await command.ended).toEqual({ exitCode: 130, signal: null })
    expect(processes.filter(isAlive)).toEqual([])
    expect(command.run).toBeNull()
  })
})

test('SIGKILL of a run takes its processes along, and the next run sweeps its data', { timeout }, async ({ skip }) => {
  skip(dieWithParent().length === 0, 'this system has no setpriv: only the sweep would be left')
  const command = new Command()
  await command.judging()
  const processes = command.processes()
  command.child.kill('SIGKILL')
  await command.ended
  await expect.poll(() => processes.filter(isAlive), { timeout: 10_000 }).toEqual([])
  expect(sweepDeadRuns()).toContain('killed run')
  expect(command.run).toBeNull()
})

test('two runs at once don’t get in each other’s way', { timeout }, async () => {
  const commands = [new Command(), new Command()]
  for (const command of commands) expect((await command.ended).exitCode, command.output).toBe(1)
  for (const command of commands) {
    const json = command.output.split('\n').find((line) => line.startsWith('{')) ?? ''
    expect(JSON.parse(json)).toMatchObject({ outcome: 'FAIL', code: 'LOST_ON_CONSUMER_CRASH' })
    expect(command.run).toBeNull()
  }
})
