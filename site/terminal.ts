import { BrokenContent } from './broken-content.ts'
import type { Checkout } from './checkout.ts'

/** A stretch of a terminal's line in one look: words of red, green, yellow, cyan, magenta, bold, dim. */
export interface TerminalRun {
  text: string
  look?: string
}

/** One line, as its runs. */
export type TerminalLine = TerminalRun[]

/** What a reader typed at a terminal, and what they saw. `npm run record:terminal` keeps it in `chapters/terminal.json`. */
export interface TerminalSession {
  /** 'hint': its verb. */
  id: string
  /** What was typed, 'npm run hint 1'. */
  command: string
  /** What it is for, in one or two sentences. */
  about: string
  lines: TerminalLine[]
}

const RECORDED = 'chapters/terminal.json'

/** The recorded sessions; none where nobody has recorded any. */
export function readTerminal(checkout: Checkout): TerminalSession[] {
  const text = checkout.read(RECORDED)
  if (text === undefined) return []
  try {
    return JSON.parse(text) as TerminalSession[]
  } catch (error) {
    throw new BrokenContent({ file: RECORDED, line: 1 }, `it is no JSON: ${error}`, 'npm run record:terminal')
  }
}
