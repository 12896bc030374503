import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { dieWithParent } from '../die-with-parent.ts'
import { runsFolder } from '../paths.ts'
import type { RunFolder } from '../run-folder.ts'
import { type FromRole, isFromRole, type ToRole } from './messages.ts'

/** How much of what a role prints is kept: its last lines explain its death. */
const keptLines = 20
const keptLineLength = 400

/** A child process that can become a role. Nothing that it prints is judged. */
export class RoleProcess {
  readonly #child: ChildProcess
  readonly #output: string[] = []
  readonly exited: Promise<{ exitCode: number | null; signal: string | null }>
  onMessage: (message: FromRole) => void = () => {}

  private constructor(child: ChildProcess) {
    this.#child = child
    this.exited = new Promise((done) => child.once('close', (exitCode, signal) => done({ exitCode, signal })))
    child.on('error', () => {}) // 'close' follows
    child.on('message', (message) => isFromRole(message) && this.onMessage(message))
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => this.#keep(text))
  }

  static start(run: RunFolder): RoleProcess {
    const script = resolve(import.meta.dirname, 'child.ts')
    const [command = process.execPath, ...args] = [...dieWithParent(), process.execPath, script]
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true, // Ctrl-C is for the run, which then ends its roles in order
      env: roleEnvironment(),
    })
    run.register(child.pid, 'role')
    return new RoleProcess(child)
  }

  /** What it printed last, line by line. */
  get output(): string[] {
    return [...this.#output]
  }

  send(message: ToRole): void {
    if (this.#child.connected) this.#child.send(message, () => {}) // it may die in between; `exited` tells
  }

  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void {
    this.#child.kill(name)
  }

  #keep(text: string): void {
    const lines = text.split('\n').filter((line) => line !== '')
    this.#output.push(...lines.slice(-keptLines).map((line) => line.slice(0, keptLineLength)))
    this.#output.splice(0, this.#output.length - keptLines)
  }
}

/** The reader's own environment, without what vitest or the lab put into it. */
function roleEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|ZERO_LOSS|NODE_OPTIONS|VITE_|TSX_)/.test(name),
  )
  // Compiled modules are kept: a role starts in two thirds of the time.
  return { ...Object.fromEntries(inherited), NODE_COMPILE_CACHE: resolve(runsFolder, 'compile-cache') }
}

/** Processes that are started before they are needed, so that a scenario does not wait for Node to start. */
export class WarmProcesses implements AsyncDisposable {
  readonly #run: RunFolder
  readonly #idle: RoleProcess[] = []
  started = 0

  constructor(run: RunFolder) {
    this.#run = run
  }

  /** Sees to it that `count` processes are waiting. */
  warm(count: number): void {
    while (this.#idle.length < count) this.#idle.push(this.#start())
  }

  take(): RoleProcess {
    return this.#idle.shift() ?? this.#start()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const idle of this.#idle) idle.signal('SIGKILL')
    await Promise.all(this.#idle.map((idle) => idle.exited))
  }

  #start(): RoleProcess {
    this.started += 1
    return RoleProcess.start(this.#run)
  }
}
