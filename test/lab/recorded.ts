import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './paths.ts'
import type { Report } from './report.ts'

/** The runs that a chapter's page shows: `chapters/NN-slug/recorded.json`, written by `npm run record`. */
export interface Recorded {
  exercise: Report
  solution: Report
  wrong: Record<string, Report>
}

/** Every recorded run is asked with this seed, so that recording again changes nothing but times. */
export const recordedSeed = 7431

const pathOf = (slug: string) => join(checkout, 'chapters', slug, 'recorded.json')

/** Finds the recorded run of a candidate ('01-auto-ack/wrong/never-ack'); null when none is kept. */
export function recordedRun(name: string): Report | null {
  const [slug = '', kind, fix = ''] = name.split('/')
  if (!existsSync(pathOf(slug))) return null
  const recorded = JSON.parse(readFileSync(pathOf(slug), 'utf8')) as Recorded
  if (kind === 'exercise' || kind === 'solution') return recorded[kind]
  return kind === 'wrong' ? (recorded.wrong[fix] ?? null) : null
}

/** Keeps the runs of a chapter, without what only this machine knows. */
export function keepRecorded(slug: string, recorded: Recorded): void {
  const text = asJson({ ...recorded })
  writeFileSync(pathOf(slug), `${text.replaceAll(`file://${checkout}/`, '').replaceAll(`${checkout}/`, '')}\n`)
}

/** JSON for people who read its changes: one line for each step of a picture, and for a list of numbers. */
function asJson(recorded: Recorded): string {
  const lines: string[] = []
  const onOneLine = (value: unknown) => `@${lines.push(JSON.stringify(value)) - 1}@`
  const isList = (value: unknown) => Array.isArray(value) && value.length > 0 && typeof value[0] === 'number'
  const text = JSON.stringify(
    recorded,
    (key, value) => {
      if (key === 'why') return ''
      if (key === 'steps') return value.map(onOneLine)
      return isList(value) ? onOneLine(value) : value
    },
    2,
  )
  return text.replace(/"@(\d+)@"/g, (_, index) => lines[Number(index)] as string)
}
