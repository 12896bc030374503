import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { checkout, runsFolder } from './paths.ts'
import type { Report } from './report.ts'
import { runPage } from './run-page/page.ts'

const pathOf = (slug: string) => join(runsFolder, slug, 'report.json')

/**
 * Keeps the report of the last judged run of a chapter: report.json for programs, and report.html for people.
 * @returns the path of the page, relative to the checkout
 */
export function keepReport(report: Report): string {
  const folder = dirname(pathOf(report.chapter))
  mkdirSync(folder, { recursive: true })
  const page = join(folder, 'report.html')
  writeFileSync(page, runPage(report)) // before the JSON: who watches that finds both
  writeFileSync(pathOf(report.chapter), `${JSON.stringify(report, null, 2)}\n`)
  return relative(checkout, page)
}

/** The report of the last judged run of a chapter; null when there is none that can be read. */
export function keptReport(slug: string): Report | null {
  if (!existsSync(pathOf(slug))) return null
  try {
    return JSON.parse(readFileSync(pathOf(slug), 'utf8')) as Report
  } catch {
    return null // cut off by a full disk or a kill: the next run writes it anew
  }
}
