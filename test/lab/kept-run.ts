import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { checkout, runsFolder } from './paths.ts'
import type { Report } from './report.ts'

/** Keeps the report of a judged run where the site and the reader find it. Returns the path, relative to the checkout. */
export function keepRun(report: Report): string {
  const folder = join(runsFolder, report.chapter)
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'report.json')
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`)
  return relative(checkout, path)
}
