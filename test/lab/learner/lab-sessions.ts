import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TerminalSession } from '../../../site/terminal.ts'
import { checkout } from '../paths.ts'
import { linesOn } from './recorded-terminal.ts'
import { commandOn, edit, shipped } from './sessions.ts'
import { TestDesk } from './test-desk.ts'
import type { TestTerminal } from './test-terminal.ts'

/** As wide as the report likes it. */
const columns = 92

/** A session that needs the lab, or tells what this machine has: times and numbers are others each time. */
interface Play extends Omit<TerminalSession, 'lines'> {
  /** The script and its words. */
  typed: [verb: string, ...args: string[]]
  /** Other than a reader's environment. */
  env?: (desk: TestDesk) => Record<string, string>
  /** What the person does until the screen is worth keeping. Without it, the command ends by itself. */
  play?: (terminal: TestTerminal, desk: TestDesk) => Promise<unknown>
  /** What they do after that. The loop and a role end with a key. */
  end?: (terminal: TestTerminal) => Promise<unknown>
}

const quit = async (terminal: TestTerminal) => terminal.press('q')

const plays: Play[] = [
  {
    id: 'first-run',
    command: 'npm run learn   # the first time',
    about:
      'The first time, it gets RabbitMQ from the Debian archive, where no Docker engine has it. Nothing is installed, and you can read the chapter meanwhile.',
    typed: ['learn', '1'],
    env: (desk) => ({ ZERO_LOSS_BROKER: desk.at('.broker') }),
    play: (terminal) => terminal.until(/unpacking: [1-9]/),
    async end(terminal) {
      await terminal.until(/waits for your next save/)
      terminal.press('q')
    },
  },
  {
    id: 'learn',
    command: 'npm run learn',
    about:
      'The loop judges your file each time that you save it. Here the exercise is judged as it is, a key asks for a hint, and the file is saved with the fix.',
    typed: ['learn', '1'],
    async play(terminal, desk) {
      await terminal.until(/LOST_ON_CONSUMER_CRASH · waits for your next save/)
      terminal.press('h')
      await terminal.until(/hint 1 of 3/)
      copyFileSync(join(checkout, 'solutions/01-auto-ack/warehouse.ts'), desk.at(edit))
      await terminal.until(/PASS · waits for your next save/)
    },
    end: quit,
  },
  {
    id: 'test',
    command: 'npm test 1',
    about: 'One verdict on your exercise, without the loop. The exit code is 1, as for a failure.',
    typed: ['test', '1'],
  },
  {
    id: 'test-candidate',
    command: 'npm test -- 1 --candidate solutions/01-auto-ack/warehouse.ts',
    about:
      'Any file can be judged: here the solution, which passes. Try a tempting fix from test/01-auto-ack/wrong, too.',
    typed: ['test', '1', '--candidate', 'solutions/01-auto-ack/warehouse.ts'],
  },
  {
    id: 'role',
    command: 'npm run role 1',
    about:
      'Your file in one process, for a debugger, against a broker that is kept until Ctrl-C. Nothing is broken here.',
    typed: ['role', '1'],
    play: (terminal) => terminal.until(/order-3 {2}(accepted|ship)[\s\S]*order-3 {2}(accepted|ship)/),
    end: async (terminal) => terminal.press('\x03'),
  },
  {
    id: 'doctor',
    command: 'npm run doctor',
    about: 'What this machine can run, and the one command that mends each lack.',
    typed: ['doctor'],
  },
]

/** Their names, in the order of the page. */
export const labSessionIds = plays.map(({ id }) => id)

/** Plays the sessions that need the lab. */
export async function labSessions(): Promise<TerminalSession[]> {
  const sessions: TerminalSession[] = []
  for (const { id, command, about, typed, env, play, end } of plays) {
    using desk = new TestDesk('terminal')
    writeFileSync(desk.at(edit), shipped())
    const [verb, ...args] = typed
    await using terminal = commandOn(desk, verb, args, columns, { BROKER: 'embedded', ...env?.(desk) })
    if (play === undefined) await terminal.ended
    else await play(terminal, desk)
    const lines = await linesOn(terminal, desk)
    await end?.(terminal)
    await terminal.ended
    sessions.push({ id, command, about, lines })
  }
  return sessions
}
