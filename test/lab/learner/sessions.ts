import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TerminalSession } from '../../../site/terminal.ts'
import { checkout } from '../paths.ts'
import { judgeVersion } from './judge-version.ts'
import { writeProgress } from './progress.ts'
import { linesOn } from './recorded-terminal.ts'
import { TestDesk } from './test-desk.ts'
import { TestTerminal } from './test-terminal.ts'

/** A verb's own lines are short; the path of a recording's desk is not, and must not be broken before it is shortened. */
const verbColumns = 200
/** What `npm start` says where nothing else uses its port. */
const book = 'http://127.0.0.1:4321/'
export const edit = 'exercises/01-auto-ack/warehouse.ts'

/** A verb that needs no broker, with a desk on which it has something to say. */
interface Verb {
  verb: string
  args: string[]
  about: string
}

/** These say the same on each machine: `npm test` plays them again and compares. */
const verbs: Verb[] = [
  { verb: 'list', args: [], about: 'Every chapter, and how far you are. The arrow is where npm run learn goes on.' },
  {
    verb: 'hint',
    args: ['1'],
    about: 'A nudge that fits what your file failed with last. Ask for 2 and 3 when you need more.',
  },
  { verb: 'diff', args: ['1'], about: 'What you have changed since the start.' },
  {
    verb: 'solution',
    args: ['1'],
    about: 'Before a pass it asks you to try the hints first. It can be told that you mean it.',
  },
  {
    verb: 'reset',
    args: ['1'],
    about: 'The exercise as it was shipped. Your own version is kept, under the time of day.',
  },
]

/** Plays the verbs that need no broker. */
export async function quietSessions(): Promise<TerminalSession[]> {
  const sessions: TerminalSession[] = []
  for (const { verb, args, about } of verbs) {
    using desk = begunDesk()
    await using terminal = commandOn(desk, verb, args, verbColumns)
    await terminal.ended
    const command = ['npm run', verb, ...args].join(' ')
    sessions.push({ id: verb, command, about, lines: await linesOn(terminal, desk) })
  }
  return sessions
}

/** A reader who has passed nothing yet, and has tried something in chapter 1. */
function begunDesk(): TestDesk {
  const desk = new TestDesk('terminal')
  writeFileSync(desk.at(edit), shipped().replace('noAck: true', 'noAck: false'))
  const judge = judgeVersion('01-auto-ack')
  const told = { attempts: 2, lastCode: 'NEVER_SETTLED', judge, file: '000000000000', at: '2026-01-02T03:04:05.000Z' }
  writeProgress({ '01-auto-ack': { status: 'failed', ...told } }, desk.at('progress.json'))
  return desk
}

/** A command of the loop, in the terminal of somebody who works on this desk. */
export function commandOn(
  desk: TestDesk,
  verb: string,
  args: string[],
  columns: number,
  more: Record<string, string> = {},
): TestTerminal {
  const { NO_COLOR: _, ...env } = desk.env
  const command = ['--import', 'tsx', `test/lab/commands/${verb}.ts`, ...args]
  return new TestTerminal(process.execPath, command, {
    env: { ...env, FORCE_COLOR: '1', ZERO_LOSS_BOOK: book, ...more },
    columns,
  })
}

/** The exercise of chapter 1, as it was shipped. */
export function shipped(): string {
  const files = JSON.parse(readFileSync(join(checkout, 'exercises/shipped.json'), 'utf8')) as Record<string, string[]>
  return (files[edit] ?? []).join('\n')
}
