import { setTimeout as pause } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { type IPty, spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { checkout } from '../paths.ts'

const deadlineMs = 120_000

/** How a terminal is set up. */
interface TerminalOptions {
  env: Record<string, string>
  columns?: number
  rows?: number
  cwd?: string
}

/** A program in a pseudo-terminal, and a person before it. */
export class TestTerminal implements AsyncDisposable {
  readonly pty: IPty
  /** What its person sees; colours included. */
  readonly emulator: InstanceType<typeof xterm.Terminal>
  readonly ended: Promise<number>
  #output = ''
  #hasEnded = false
  /** How much of `text` the calls of `until` have read. */
  #read = 0
  #wake = () => {}

  constructor(file: string, args: string[], { env, columns = 100, rows = 40, cwd = checkout }: TerminalOptions) {
    this.emulator = new xterm.Terminal({ cols: columns, rows, scrollback: 5_000, allowProposedApi: true })
    this.pty = spawn(file, args, { name: 'xterm-256color', cols: columns, rows, cwd, env })
    this.pty.onData((data) => {
      this.#output += data
      this.emulator.write(data)
      this.#wake()
    })
    this.ended = new Promise((resolve) =>
      this.pty.onExit(({ exitCode }) => {
        this.#hasEnded = true
        this.#wake()
        resolve(exitCode)
      }),
    )
  }

  /** Waits until it prints something, after what the last `until` has found. @returns what was found */
  async until(wanted: RegExp): Promise<RegExpExecArray> {
    const deadline = performance.now() + deadlineMs
    for (;;) {
      const unread = this.text.slice(this.#read)
      const found = wanted.exec(unread)
      if (found !== null) {
        this.#read += found.index + found[0].length
        return found
      }
      const problem = this.#hasEnded ? 'ended' : performance.now() > deadline ? 'was silent for too long' : null
      if (problem !== null)
        throw new Error(`It ${problem}, and ${wanted} never came. It said:\n${unread.slice(-4_000)}`)
      await Promise.race([new Promise<void>((resolve) => (this.#wake = resolve)), pause(1_000)])
    }
  }

  /** Everything that it has printed, without colours. */
  get text(): string {
    return stripVTControlCharacters(this.#output)
  }

  /** What its person sees now, and what has scrolled away above, without colours. */
  async screen(): Promise<string> {
    await new Promise<void>((resolve) => this.emulator.write('', resolve)) // what came last has been drawn, too
    const { active } = this.emulator.buffer
    return Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '')
      .join('\n')
      .trimEnd()
  }

  /** Presses keys. */
  press(keys: string): void {
    this.pty.write(keys)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#hasEnded) this.pty.kill('SIGTERM')
    await this.ended
    this.emulator.dispose()
  }
}
