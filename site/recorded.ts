import type { Report } from '../test/lab/report.ts'
import { BrokenContent } from './broken-content.ts'

/** The runs of a chapter that its pages show. */
export interface Recorded {
  file: string
  exercise: Report
  solution: Report
  /** By the name of the wrong fix, in the order of the file. */
  wrong: Map<string, Report>
}

const OUTCOMES = ['PASS', 'FAIL', 'INCONCLUSIVE', 'TOOL_ERROR']
const RECORD_AGAIN = 'Record the chapter again.'

/** Reads a recorded.json. Throws `BrokenContent` when it is not JSON, or a run has not the shape of a report. */
export function readRecorded(file: string, text: string): Recorded {
  const value = parse(file, text)
  const run = (name: string, report: unknown): Report => {
    if (isReport(report)) return report
    throw new BrokenContent(
      { file, line: lineOf(text, name) },
      `the run "${name}" is missing or is no report.`,
      RECORD_AGAIN,
    )
  }
  const wrong = Object.entries(value.wrong ?? {}).map(([name, report]) => [name, run(name, report)] as const)
  return {
    file,
    exercise: run('exercise', value.exercise),
    solution: run('solution', value.solution),
    wrong: new Map(wrong),
  }
}

interface Runs {
  exercise?: unknown
  solution?: unknown
  wrong?: Record<string, unknown>
}

function parse(file: string, text: string): Runs {
  try {
    return (JSON.parse(text) ?? {}) as Runs
  } catch (error) {
    const message = (error as Error).message
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? 0)
    throw new BrokenContent(
      { file, line: text.slice(0, position).split('\n').length },
      `this is not JSON: ${message}.`,
      RECORD_AGAIN,
    )
  }
}

function isReport(value: unknown): value is Report {
  const report = value as Partial<Report> | null | undefined
  return (
    OUTCOMES.includes(report?.outcome ?? '') &&
    Array.isArray(report?.timeline) &&
    (report?.scene === null || Array.isArray(report?.scene?.steps)) &&
    Array.isArray(report?.happened?.lost) &&
    typeof report?.candidate === 'string'
  )
}

function lineOf(text: string, key: string): number {
  const index = text.split('\n').findIndex((line) => line.trimStart().startsWith(`"${key}":`))
  return Math.max(index, 0) + 1
}
