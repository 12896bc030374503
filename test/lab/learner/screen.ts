import { stripVTControlCharacters } from 'node:util'
import { createLogUpdate } from 'log-update'
import { type Progress, terminalProgress } from '../broker/progress.ts'

/** Where the loop writes: what stays, and a few lines at the bottom that change. */
export interface Screen {
  readonly columns: number
  /** Whether somebody can press keys here. */
  readonly hasKeys: boolean
  /** Prints something that stays. */
  print(text: string): void
  /** Shows what goes on now, instead of what was shown before. */
  status(text: string): void
  /** Says a phase once, where there is no bottom to write it to. */
  say(text: string): void
  /** Tells how getting a broker goes on; null where `status` can show it. */
  readonly progress: Progress | null
  /** A text that opens an address, http: or file:, when it is clicked. */
  link(text: string, address: string): string
  close(): void
}

/** A terminal: what stays scrolls away upwards, and the bottom is drawn again and again. */
export function terminalScreen(out: NodeJS.WriteStream, env = process.env): Screen {
  const update = createLogUpdate(out, { showCursor: true })
  let bottom = ''
  let drawn: string | null = null
  const draw = () => {
    if (bottom !== drawn) update(bottom)
    drawn = bottom
  }
  const redraw = () => {
    drawn = null
    draw()
  }
  let width = out.columns || 80
  const resized = () => {
    const narrower = out.columns || 80
    const more = rowsMore(bottom, width, narrower)
    width = narrower
    update.clear()
    if (more > 0) out.write(`\x1b[${more}A\x1b[J`)
    redraw()
  }
  out.on('resize', resized)
  return {
    hasKeys: true,
    get columns() {
      return out.columns || 80
    },
    print(text) {
      update.clear()
      out.write(`${text}\n`)
      redraw()
    },
    status(text) {
      bottom = `\n${text}`
      draw()
    },
    say() {},
    progress: null,
    link: (text, address) => (knowsLinks(env) ? `\x1b]8;;${address}\x1b\\${text}\x1b]8;;\x1b\\` : text),
    close() {
      out.off('resize', resized)
      update.clear()
      update.done()
    },
  }
}

/** A pipe, a file, or a terminal that can't move its cursor: plain lines, one after the other. */
export function plainScreen(out: NodeJS.WritableStream, columns = 100): Screen {
  const print = (text: string) => void out.write(`${text}\n`)
  return {
    columns,
    hasKeys: false,
    print,
    say: print,
    status() {},
    progress: terminalProgress(),
    link: (text) => text,
    close() {},
  }
}

/** How many rows more a terminal makes of what was drawn when it breaks the lines again at its new width. */
function rowsMore(drawn: string, before: number, now: number): number {
  const lengths = stripVTControlCharacters(drawn)
    .split('\n')
    .map(({ length }) => length)
  const rows = lengths.reduce((sum, length) => sum + Math.ceil(Math.min(length, before) / now), 0)
  return Math.max(0, rows - lengths.reduce((sum, length) => sum + Math.ceil(Math.min(length, before) / before), 0))
}

/** The others print the address as text. The Linux console is the one that shows rubbish. */
const knowsLinks = ({ NO_COLOR, TERM }: NodeJS.ProcessEnv) => !NO_COLOR && TERM !== 'linux'
