import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { structuredPatch } from 'diff'
import pc from 'picocolors'
import { type Chapter, ChapterProblem, shippedText } from '../chapters.ts'
import { checkout } from '../paths.ts'
import { workOn } from './standing.ts'

/** What the reader's file is compared with. */
export type Against = 'start' | 'solution'

/** The reader's file beside another one. */
export interface Difference {
  chapter: string
  against: Against
  /** Lines that are only in the other file. */
  removed: number
  /** Lines that are only in the reader's. For `solution` it is the other way round: what the solution has more. */
  added: number
  /** The hunks of a unified diff, without a header. */
  lines: string[]
}

/** From the start to the reader's file, or from the reader's file to the solution. */
export function differenceOf(chapter: Chapter, against: Against): Difference {
  const mine = textOf(chapter, 'mine')
  const [from, to] = against === 'start' ? [textOf(chapter, 'start'), mine] : [mine, textOf(chapter, 'solution')]
  const { hunks } = structuredPatch('', '', from, to, '', '', { context: 3, stripTrailingCr: true })
  const lines = hunks.flatMap(({ oldStart, newStart, lines }) => [
    `@@ line ${against === 'start' ? newStart : oldStart}`,
    ...lines,
  ])
  const count = (sign: string) => hunks.flatMap((hunk) => hunk.lines).filter((line) => line.startsWith(sign)).length
  return { chapter: chapter.slug, against, removed: count('-'), added: count('+'), lines }
}

/** For a terminal: what went is red, what came is green. */
export function differenceText({ chapter, against, removed, added, lines }: Difference): string {
  const what = against === 'start' ? 'your file against its start' : 'from your file to the solution'
  if (lines.length === 0) return `${chapter} · ${what}: no difference`
  const title = `${chapter} · ${what}: ${removed} ${removed === 1 ? 'line' : 'lines'} out, ${added} in`
  return [pc.bold(title), ...lines.map(painted)].join('\n')
}

/** The solution of a chapter. */
export function solutionOf({ edit }: Chapter): { file: string; text: string } {
  const file = edit.replace(/^exercises/, 'solutions')
  return { file, text: readFileSync(join(checkout, file), 'utf8') }
}

function painted(line: string): string {
  if (line.startsWith('@@')) return pc.cyan(line)
  if (line.startsWith('-')) return pc.red(line)
  return line.startsWith('+') ? pc.green(line) : pc.dim(line)
}

function textOf(chapter: Chapter, whose: Against | 'mine'): string {
  if (whose === 'solution') return solutionOf(chapter).text
  const text = whose === 'start' ? shippedText(chapter.edit) : workOn(chapter)
  if (text !== null) return text
  if (whose === 'start') throw new ChapterProblem(`${chapter.edit} was never sealed: npm run seal`)
  throw new ChapterProblem(`${chapter.edit} is not there. npm run reset ${chapter.number}   # brings it back`)
}
