import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TerminalLine, TerminalRun, TerminalSession } from '../../../site/terminal.ts'
import { checkout } from '../paths.ts'
import type { TestDesk } from './test-desk.ts'
import type { TestTerminal } from './test-terminal.ts'

/** Where the recorded sessions are kept, for the site. */
const recordedTerminal = join(checkout, 'chapters/terminal.json')

/** The sessions that are kept; none before the first recording. */
export function readSessions(): TerminalSession[] {
  return existsSync(recordedTerminal) ? (JSON.parse(readFileSync(recordedTerminal, 'utf8')) as TerminalSession[]) : []
}

/** Keeps sessions, a line of the terminal on a line of the file: people read its changes. */
export function keepSessions(sessions: TerminalSession[]): void {
  const texts = sessions.map(({ lines, ...about }) => {
    const rows = lines.map((line) => `    ${JSON.stringify(line)}`).join(',\n')
    return `  ${JSON.stringify(about).slice(0, -1)},"lines":[\n${rows}\n  ]}`
  })
  writeFileSync(recordedTerminal, `[\n${texts.join(',\n')}\n]\n`)
}

/** What a person sees of a session from its first line on, without what only this machine knows. */
export async function linesOn(terminal: TestTerminal, desk: TestDesk): Promise<TerminalLine[]> {
  await new Promise<void>((resolve) => terminal.emulator.write('', resolve)) // what came last has been drawn, too
  const { buffer } = terminal.emulator
  const lines = Array.from({ length: buffer.active.length }, (_, row) => runsOf(terminal, row))
  while (lines.at(-1)?.length === 0) lines.pop()
  return lines.map((runs) => runs.map(({ text, look }) => ({ text: portable(text, desk), ...(look && { look }) })))
}

function runsOf({ emulator }: TestTerminal, row: number): TerminalRun[] {
  const line = emulator.buffer.active.getLine(row)
  const runs: TerminalRun[] = []
  for (let column = 0; column < (line?.length ?? 0); column += 1) {
    const cell = line?.getCell(column)
    if (cell === undefined || cell.getWidth() === 0) continue
    const colour = cell.isFgPalette() ? colours[cell.getFgColor()] : undefined
    const look = [colour, cell.isBold() ? 'bold' : '', cell.isDim() ? 'dim' : ''].filter(Boolean).join(' ')
    const text = cell.getChars() || ' '
    const last = runs.at(-1)
    if (last !== undefined && (last.look ?? '') === look) last.text += text
    else runs.push(look === '' ? { text } : { text, look })
  }
  const last = runs.at(-1)
  if (last !== undefined) last.text = last.text.trimEnd()
  return runs.filter(({ text }) => text !== '')
}

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']

/** The desk of a recording is a folder of its own; a reader's is the checkout. Times of day become one. */
function portable(text: string, { path }: TestDesk): string {
  const below = path.slice(checkout.length + 1)
  return text
    .replaceAll(`${path}/`, '')
    .replaceAll(`${below}/`, '')
    .replaceAll(`${checkout}/`, '')
    .replace(/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ/g, '2026-01-02T03-04-05Z')
}
