import pc from 'picocolors'
import { rangesText } from '../../site/picture/ranges.ts'
import { codes } from './codes.ts'
import type { Report } from './report.ts'

const mark = { PASS: '✓', FAIL: '✗', INCONCLUSIVE: '?', TOOL_ERROR: '!' } as const
const paint = { PASS: pc.green, FAIL: pc.red, INCONCLUSIVE: pc.yellow, TOOL_ERROR: pc.magenta } as const

const labelWidth = 11
const mostLines = 25

/**
 * Renders a report for a terminal, 25 lines at most.
 * @param columns width of the terminal
 * @param next what the reader can do now
 */
export function terminalReport(report: Report, columns: number, next: string): string {
  const lines = headline(report, columns)
  const add = (label: string, text: string) => lines.push(...field(label, text, columns))
  if (report.code !== null) add('What', codes[report.code].title)
  if (!report.candidate.startsWith('exercises/')) add('File', report.candidate)
  add('Promise', report.promise)
  if (report.outcome !== 'PASS' && report.reason !== null)
    add('Because', `${report.reason} (scenario: ${report.scenario})`)
  if (report.happened.placed > 0) add('Happened', happened(report))
  lines.push(...timeline(report, columns))
  if (report.output.length > 0) add('Output', telling(report.output).join('\n'))
  if (report.already.length > 0) add('Already', report.already.map((check) => `✓ ${check}`).join('  '))
  if (report.firstTry !== null) add('First try', report.firstTry)
  const last = field('Next', next, columns) // the one line that no length of the others may push out
  return [...lines.slice(0, mostLines - last.length), ...last].join('\n')
}

function headline(report: Report, columns: number): string[] {
  const { outcome, chapter, code, broker, seed, seconds } = report
  const left = `${mark[outcome]} ${chapter}   ${code ?? outcome}`
  const right = `RabbitMQ ${broker.version}, ${broker.runtime} · seed ${seed} · ${seconds.wall.toFixed(1)} s`
  const gap = columns - left.length - right.length
  const title = paint[outcome](pc.bold(left))
  if (gap < 2) return [title, ...wrap(right, columns - 2).map((line) => `  ${pc.dim(line)}`)]
  return [title + ' '.repeat(gap) + pc.dim(right)]
}

function happened({ happened }: Report): string {
  const { role, placed, claimed, stored, delivered, shipped, redelivered, duplicated, lost } = happened
  const counts =
    role === 'order-service'
      ? [`placed ${placed}`, `accepted ${claimed}`, `of these stored ${stored}`]
      : [`placed ${placed}`, `delivered ${delivered}`, `shipped ${shipped}`, `redelivered ${redelivered}`]
  if (duplicated > 0) counts.push(`shipped twice ${duplicated}`)
  return [...counts, lost.length === 0 ? 'lost 0' : `lost ${lost.length}: ${rangesText(lost)}`].join(' · ')
}

const sign = { normal: '  ', fault: '✂ ', loss: '✗ ' } as const
const tint = { normal: (text: string) => text, fault: pc.yellow, loss: pc.red } as const

/** So much of a line the text of an event needs beside its time and its actor. */
const narrowestText = 20

function timeline({ timeline }: Report, columns: number): string[] {
  if (timeline.length === 0) return []
  const actorWidth = Math.max(0, ...timeline.map(({ actor }) => actor.length + 2))
  if (columns - labelWidth - 2 - '0.000  '.length - actorWidth - 2 < narrowestText)
    return narrowTimeline(timeline, columns)
  const rows = timeline.flatMap(({ atMs, actor, text, kind }) => {
    const head = `${(atMs / 1000).toFixed(3)}  ${(sign[kind] + actor).padEnd(actorWidth)}  `
    const indent = labelWidth + 2 + head.length
    const [first = '', ...rest] = wrap(text, columns - indent)
    return [head + first, ...rest.map((line) => ' '.repeat(head.length) + line)].map((line) => tint[kind](line))
  })
  return rows.map((row, index) => `  ${pc.dim((index === 0 ? 'Timeline' : '').padEnd(labelWidth))}${row}`)
}

/** Time and actor on a line, and what happened below it. */
function narrowTimeline(timeline: Report['timeline'], columns: number): string[] {
  const rows = timeline.flatMap(({ atMs, actor, text, kind }) => {
    const lines = [
      `${(atMs / 1000).toFixed(3)}  ${sign[kind]}${actor}`,
      ...wrap(text, columns - 6).map((line) => `    ${line}`),
    ]
    return lines.map((line) => `  ${tint[kind](line)}`)
  })
  return [`  ${pc.dim('Timeline')}`, ...rows]
}

/** One labelled part of a report, broken at spaces. */
export function field(label: string, text: string, columns: number): string[] {
  const lines = text.split('\n').flatMap((line) => wrap(line, columns - labelWidth - 2))
  return lines.map((line, index) => `  ${pc.dim((index === 0 ? label : '').padEnd(labelWidth))}${line}`)
}

/** Breaks a line at spaces; never narrower than 20 columns, where breaking helps nobody. */
function wrap(text: string, columns: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) as string
    if (line !== '' && line.length + 1 + word.length > Math.max(20, columns)) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}

/** The lines of an output that tell what happened: Node ends a crash with stack frames and its own version. */
function telling(output: string[]): string[] {
  const lines = output.filter(
    (line) => !/^\s+at |^Node\.js v|^node:internal|triggerUncaughtException|^\s*[{}^]*\s*$/.test(line),
  )
  return (lines.length > 0 ? lines : output).slice(-3)
}
