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
  const text = JSON.stringify(recorded, (key, value) => (key === 'why' ? '' : value), 2)
  writeFileSync(pathOf(slug), `${text.replaceAll(`file://${checkout}/`, '').replaceAll(`${checkout}/`, '')}\n`)
}
