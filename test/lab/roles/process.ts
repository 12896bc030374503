import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Duplex, Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { dieWithParent } from '../die-with-parent.ts'
import { runsFolder } from '../paths.ts'
import type { RunFolder } from '../run-folder.ts'
import { familyMark, killFamily } from './family.ts'
import { Lines } from './lines.ts'
import { type FromRole, lineFd, type ToRole } from './messages.ts'
import { Output } from './output.ts'
import { heapLimitMb } from './pulse.ts'
import { stepBack } from './step-back.ts'

/** How long the last output may take after the end of its process: all who could write are dead, so it is there already. */
const lastOutputMs = 500

/** A process that has closed its line to the lab is about to end. One that has not ended after this has hung up. */
const hungUpAfterMs = 1_000

const prlimit = '/usr/bin/prlimit'

/** A child process that can become a role. Nothing that it prints is judged. */
export class RoleProcess {
  readonly #child: ChildProcess
  readonly #run: string
  readonly #name: string
  readonly #line: Duplex
  readonly #output = new Output()
  /** Resolves when it has ended, and all that it had started. */
  readonly exited: Promise<{ exitCode: number | null; signal: string | null }>
  #token = ''
  /** It has ended, by whatever. */
  ended = false
  onMessage: (message: FromRole) => void = () => {}
  /** Called when it lives, and can't be reached any more. */
  onHangUp: () => void = () => {}

  private constructor(child: ChildProcess, run: string, name: string) {
    this.#child = child
    this.#run = run
    this.#name = name
    this.#line = child.stdio[lineFd] as Duplex
    child.on('error', () => {}) // 'close' follows
    for (const stream of [child.stdout, child.stderr] as Readable[]) {
      stream.on('data', (chunk: Buffer) => this.#output.add(chunk)).on('error', () => {})
    }
    this.#listen()
    this.exited = this.#end()
  }

  static start(run: RunFolder): RoleProcess {
    const script = resolve(import.meta.dirname, 'child.ts')
    const node = [process.execPath, `--max-old-space-size=${heapLimitMb}`, script]
    const [command = '', ...args] = [...dieWithParent(), ...withoutCoreFile(), ...node]
    const [runName, name] = [basename(run.path), randomUUID()]
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      // A process group of its own: it is killed as a whole. And Ctrl-C is for the run, which then ends its roles in order.
      detached: true,
      env: { ...roleEnvironment(), ...familyMark(runName, name) },
    })
    run.register(child.pid, 'role')
    if (child.pid !== undefined) stepBack(child.pid)
    return new RoleProcess(child, runName, name)
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** What it printed last, line by line. */
  get output(): string[] {
    return this.#output.lastLines
  }

  /** Whether V8 has given up, for want of memory. */
  get saysOutOfMemory(): boolean {
    return this.#output.saysOutOfMemory
  }

  send(message: ToRole): void {
    if (message.type === 'open') this.#token = message.token
    if (this.#line.writable) this.#line.write(`${JSON.stringify(message)}\n`) // it may die in between; `exited` tells
  }

  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void {
    this.#child.kill(name)
  }

  /** SIGKILL, to it and to what it has started: when a pod dies, nothing of it lives on. */
  kill(): void {
    if (this.ended || this.pid === 0) return
    killGroup(this.pid)
  }

  #listen(): void {
    const lines = new Lines()
    this.#line.setEncoding('utf8')
    this.#line.on('data', (text: string) => {
      for (const line of lines.push(text)) this.#hear(line)
    })
    this.#line.on('error', () => {})
    this.#line.on('close', () => setTimeout(() => this.ended || this.onHangUp(), hungUpAfterMs).unref())
  }

  /** Learner code can write to the line, too: what does not carry the token is not from our side of the process. */
  #hear(line: string): void {
    try {
      const { token, ...message } = JSON.parse(line)
      if (this.#token !== '' && token === this.#token) this.onMessage(message as FromRole)
    } catch {
      // No JSON, or no object.
    }
  }

  async #end(): Promise<{ exitCode: number | null; signal: string | null }> {
    type Ending = { exitCode: number | null; signal: string | null }
    const [exit, closed] = [Promise.withResolvers<Ending>(), Promise.withResolvers<Ending>()]
    this.#child.once('exit', (exitCode, signal) => exit.resolve({ exitCode, signal }))
    this.#child.once('close', (exitCode, signal) => closed.resolve({ exitCode, signal }))
    // Not 'close' alone: it waits for everybody who has inherited the output, a grandchild for example.
    const ending = await Promise.race([exit.promise, closed.promise])
    this.ended = true
    if (this.pid !== 0) killGroup(this.pid)
    killFamily(this.#run, this.#name)
    await Promise.race([closed.promise, pause(lastOutputMs, undefined, { ref: false })])
    for (const stream of this.#child.stdio) stream?.destroy()
    return ending
  }
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // Nobody is left in it.
  }
}

/** Words to put before a command line, so that no abort leaves a core file in the checkout. */
function withoutCoreFile(): string[] {
  return existsSync(prlimit) ? [prlimit, '--core=0', '--'] : []
}

/** The reader's own environment, without what vitest or the lab put into it. */
function roleEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|ZERO_LOSS|NODE_OPTIONS|VITE_|TSX_)/.test(name),
  )
  // Compiled modules are kept: a role starts in two thirds of the time.
  return { ...Object.fromEntries(inherited), NODE_COMPILE_CACHE: resolve(runsFolder, 'compile-cache') }
}
