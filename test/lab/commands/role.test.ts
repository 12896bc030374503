import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TestDesk } from '../learner/test-desk.ts'
import { checkout } from '../paths.ts'

interface Paused {
  hitBreakpoints: string[]
  callFrames: { location: { lineNumber: number } }[]
}

/** The debugger of an editor, as far as one breakpoint needs it: the inspector's protocol, on a WebSocket. */
class Debugger {
  readonly #socket: WebSocket
  readonly #answers = new Map<number, (result: Record<string, unknown>) => void>()
  readonly #pauses: Paused[] = []

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.onmessage = ({ data }) => {
      const { id, result, method, params } = JSON.parse(String(data))
      if (id !== undefined) this.#answers.get(id)?.(result)
      else if (method === 'Debugger.paused') this.#pauses.push(params)
    }
  }

  static async attach(url: string): Promise<Debugger> {
    const socket = new WebSocket(url)
    await new Promise((resolve, reject) => Object.assign(socket, { onopen: resolve, onerror: reject }))
    return new Debugger(socket)
  }

  send(method: string, params = {}): Promise<Record<string, unknown>> {
    const id = this.#answers.size + 1
    this.#socket.send(JSON.stringify({ id, method, params }))
    return new Promise((resolve) => this.#answers.set(id, resolve))
  }

  /** Waits for the next stop. */
  async paused(): Promise<Paused> {
    await expect.poll(() => this.#pauses.length, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0)
    return this.#pauses.shift() as Paused
  }

  [Symbol.dispose](): void {
    this.#socket.close()
  }
}

/** What VS Code starts for "one role in the debugger", with an inspector on a free port. */
function launched(chapter: string): [command: string, args: string[]] {
  const { configurations } = JSON.parse(readFileSync(join(checkout, '.vscode/launch.json'), 'utf8'))
  const { runtimeExecutable, runtimeArgs = [], program, args } = configurations[0]
  const filled = (text: string) =>
    text.replace(/\$\{workspaceFolder\}/g, checkout).replace(/\$\{input:chapter\}/g, chapter)
  const words = [...runtimeArgs, '--inspect-brk=127.0.0.1:0', program, ...args]
  return [filled(runtimeExecutable), words.map(filled)]
}

test('the debugger of an editor stops at a line of the exercise, with an order in hand', {
  timeout: 120_000,
}, async () => {
  using desk = new TestDesk('role')
  const edit = desk.at('exercises/01-auto-ack/warehouse.ts')
  const lineNumber = readFileSync(edit, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes('await ship(order)'))
  const [command, args] = launched('1')
  const child = spawn(command, args, { cwd: checkout, env: desk.env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise((resolve) => child.once('close', resolve))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  try {
    await expect.poll(() => said, { timeout: 60_000 }).toMatch(/ws:\S+/)
    using inspector = await Debugger.attach(/ws:\S+/.exec(said)?.[0] ?? '')
    await inspector.send('Debugger.enable')
    await inspector.send('Debugger.setBreakpointByUrl', { lineNumber, urlRegex: `${desk.path}/exercises/01-.*` })
    await inspector.send('Runtime.runIfWaitingForDebugger')
    await inspector.paused() // at the first line of the program
    await inspector.send('Debugger.resume')
    const { callFrames, hitBreakpoints } = await inspector.paused()
    expect(hitBreakpoints).toHaveLength(1)
    expect(callFrames[0]?.location.lineNumber).toBe(lineNumber)
    await inspector.send('Debugger.disable')
    await expect.poll(() => said, { timeout: 60_000 }).toMatch(/order-1 {2}ship\(\): on the truck/)
  } finally {
    child.kill('SIGINT')
    await ended
  }
})
