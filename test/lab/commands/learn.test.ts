import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { TestDesk } from '../learner/test-desk.ts'
import { TestTerminal } from '../learner/test-terminal.ts'
import { checkout, runsFolder } from '../paths.ts'
import { isAlive, type ProcessIdentity } from '../process-identity.ts'

vi.setConfig({ testTimeout: 240_000 })

const edit = 'exercises/01-auto-ack/warehouse.ts'
const wrongFix = 'test/01-auto-ack/wrong/prefetch-only.ts'
const solution = 'solutions/01-auto-ack/warehouse.ts'

let desk: TestDesk
beforeEach(() => {
  desk = new TestDesk('learn')
})
afterEach(() => desk[Symbol.dispose]())

const save = (file: string, as = edit, on = desk) => copyFileSync(join(checkout, file), on.at(as))
const learn = ['--import', 'tsx', 'test/lab/commands/learn.ts']
const session = (chapter: string, columns = 100, on = desk) =>
  new TestTerminal(process.execPath, [...learn, chapter], { env: on.env, columns })

/** What a run has started: its folder, its processes and the ports that they listen on. */
class Traces {
  readonly folder: string
  readonly processes: ProcessIdentity[]
  readonly ports: number[]
  readonly isContainer: boolean

  constructor(pid: number) {
    const live = join(runsFolder, 'live')
    const name = existsSync(live) ? readdirSync(live).find((entry) => entry.startsWith(`run-${pid}-`)) : undefined
    this.folder = name === undefined ? '' : join(live, name)
    const processes = join(this.folder, 'processes')
    const names = this.folder !== '' && existsSync(processes) ? readdirSync(processes) : []
    this.processes = names.map((file) => JSON.parse(readFileSync(join(processes, file), 'utf8')) as ProcessIdentity)
    const launch = join(this.folder, 'launch.json')
    const text = this.folder !== '' && existsSync(launch) ? readFileSync(launch, 'utf8') : ''
    this.isContainer = text.includes('"runtime":"docker"')
    this.ports = [...text.matchAll(/"(?:amqp|epmd|distribution|door|\w*[pP]ort)":(\d+)/g)].map(([, port]) =>
      Number(port),
    )
  }

  /** What of it is still there: nothing, after a good end. */
  async left(): Promise<unknown[]> {
    const open = await Promise.all(this.ports.map(async (port) => ((await listens(port)) ? [`port ${port}`] : [])))
    const folder = this.folder !== '' && existsSync(this.folder) ? [this.folder] : []
    return [...this.processes.filter(isAlive), ...open.flat(), ...folder]
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

test('a reader starts, saves a wrong fix, then a right one, looks around and quits', async () => {
  save(wrongFix)
  await using terminal = session('1')
  await terminal.until(/Asked .*Is the message lost\?/)
  await terminal.until(/✗ 01-auto-ack {3}LOST_ON_CONSUMER_CRASH/)
  await terminal.until(/lost \d+: #/)
  await terminal.until(/LOST_ON_CONSUMER_CRASH · waits for your next save/)

  terminal.press('h')
  await terminal.until(/hint 1 of 3/)
  terminal.press('h')
  await terminal.until(/hint 2 of 3/)
  terminal.press('s')
  await terminal.until(/Not passed yet/)
  terminal.press('d')
  await terminal.until(/your file against its start: \d+ lines? out/)

  save(solution)
  await terminal.until(/✓ 01-auto-ack {3}PASS/)
  await terminal.until(/Passed\. Before you go on/)
  await terminal.until(/Interview +\S+01-auto-ack\/interview\.(html|md)/)
  await terminal.until(/1 of \d+ passed/)
  expect(JSON.parse(readFileSync(desk.at('progress.json'), 'utf8')).chapters['01-auto-ack']).toMatchObject({
    ...{ status: 'passed', attempts: 2, lastCode: 'PASS' },
  })
  terminal.press('s')
  await terminal.until(/from your file to the solution/)
  terminal.press('r')
  await terminal.until(/r again/)
  terminal.press('r')
  await terminal.until(/as it was shipped. Yours is kept: \S+/)
  await terminal.until(/✗ 01-auto-ack {3}LOST_ON_CONSUMER_CRASH/) // a reset is a save
  terminal.press('l')
  await terminal.until(/→ ✓ 01-auto-ack/)

  const traces = new Traces(terminal.pty.pid)
  expect(traces.processes.length).toBeGreaterThan(0)
  expect(traces.ports.length > 0).toBe(!traces.isContainer) // a container's port is the engine's
  terminal.press('q')
  expect(await terminal.ended).toBe(0)
  expect(await traces.left()).toEqual([])
})

test('keys go on and back, say where the picture is, and judge again', async () => {
  save(solution)
  const env = { ...desk.env, SSH_CONNECTION: 'over there', DISPLAY: '' } // a browser would open where nobody looks
  await using terminal = new TestTerminal(process.execPath, [...learn, '1'], { env })
  await terminal.until(/✓ 01-auto-ack {3}PASS/)
  await terminal.until(/PASS · waits for your next save/)
  terminal.press('b')
  await terminal.until(/This is the first chapter/)
  terminal.press('o')
  await terminal.until(/Open it in a browser: \S*01-auto-ack\/report\.html/)
  terminal.press('n')
  await terminal.until(/Asked .*When exactly do you acknowledge/)
  await terminal.until(/✗ 02-ack-timing {3}LOST_ON_CONSUMER_CRASH/)
  terminal.press('b')
  await terminal.until(/✓ 01-auto-ack {3}PASS/)
  terminal.press('j')
  await terminal.until(/✓ 01-auto-ack {3}PASS/)
  terminal.press('q')
  expect(await terminal.ended).toBe(0)
})

test('what the machine lacks is said whole, and every step that helps stays on the screen', async () => {
  const env = { ...desk.env, BROKER: 'docker', DOCKER_HOST: 'unix:///not/there.sock', npm_lifecycle_event: 'learn' }
  await using terminal = new TestTerminal(process.execPath, [...learn, '1'], { env })
  expect(await terminal.ended).toBe(3)
  const screen = await terminal.screen()
  expect(screen).toMatch(/! BROKER=docker: there is no Docker socket at \/not\/there\.sock\.\n +install Docker/)
  expect(screen).toMatch(/\n +BROKER=embedded npm run learn 1 {3}# without Docker\n*$/)
})

test('a save calls off the run in flight, and the new text is judged', async () => {
  save(wrongFix)
  await using terminal = session('1', 44) // narrow: nothing of it may depend on long lines
  await terminal.until(/judging: 0 of/)
  save(solution)
  await terminal.until(/✓ 01-auto-ack {3}PASS/)
  expect(terminal.text).not.toContain('✗ 01-auto-ack')
  expect(JSON.parse(readFileSync(desk.at('progress.json'), 'utf8')).chapters['01-auto-ack'].attempts).toBe(1)
  terminal.press('\x03')
  expect(await terminal.ended).toBe(130)
})

test('without a terminal it prints plain lines, one verdict a save, and ends with a signal', async () => {
  save(wrongFix)
  const child = spawn(process.execPath, [...learn, '1'], {
    cwd: checkout,
    env: desk.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
  })
  const said = (text: string) => expect.poll(() => out, { timeout: 120_000, interval: 20 }).toContain(text)
  await said('✗ 01-auto-ack   LOST_ON_CONSUMER_CRASH')
  await said('Next       npm run hint 1')
  save(solution)
  await said('✓ 01-auto-ack   PASS')
  const traces = new Traces(child.pid as number)
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGINT')
  expect(await ended).toBe(130)
  expect(out).not.toContain('\x1b')
  expect(out).not.toMatch(/key [a-z]\b/)
  expect(out.match(/Judging exercises/g)?.length).toBe(2)
  expect(await traces.left()).toEqual([])
})

describe('Ctrl-C leaves nothing behind', () => {
  const crash = '04-publisher-confirms'
  const desks: TestDesk[] = []
  afterAll(() => {
    for (const used of desks) used[Symbol.dispose]()
  })

  test.concurrent.each([
    ['before anything is started', '1', async () => {}],
    ['when it has said what to do', '1', (terminal: TestTerminal) => terminal.until(/Edit/)],
    ['while the broker boots', '1', (terminal: TestTerminal) => terminal.until(/the broker boots · \d/)],
    ['when the first scenarios begin', '1', (terminal: TestTerminal) => terminal.until(/judging: 0 of/)],
    ['when some scenarios have been played', crash, (terminal: TestTerminal) => terminal.until(/judging: [1-9] of/)],
    ['when the broker is killed', crash, (terminal: TestTerminal) => terminal.until(/the broker is killed · \d/)],
    ['while the broker boots again', crash, (terminal: TestTerminal) => terminal.until(/the broker boots again · \d/)],
    ['when the broker is back', crash, (terminal: TestTerminal) => terminal.until(/the broker is back: /)],
    ['after the verdict', '1', (terminal: TestTerminal) => terminal.until(/waits for your next save/)],
    [
      'right after a save',
      '1',
      async (terminal: TestTerminal, on: TestDesk) => {
        await terminal.until(/✗ 01-auto-ack/)
        writeFileSync(on.at(edit), `${readFileSync(on.at(edit), 'utf8')}\n`)
      },
    ],
  ] as const)('%s', async (moment, chapter, come) => {
    const own = new TestDesk(`ctrl-c-${moment.replaceAll(' ', '-')}`)
    desks.push(own)
    save(wrongFix, edit, own)
    save('solutions/04-publisher-confirms/order-service.ts', 'exercises/04-publisher-confirms/order-service.ts', own)
    await using terminal = session(chapter, 100, own)
    await come(terminal, own)
    const traces = new Traces(terminal.pty.pid)
    terminal.press('\x03')
    expect([0, 130]).toContain(await terminal.ended)
    expect(await traces.left()).toEqual([])
    expect(await new Traces(terminal.pty.pid).left()).toEqual([])
  })
})
