import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { checkout, runsFolder } from './paths.ts'
import type { Report } from './report.ts'
import { runPage } from './run-page/page.ts'

const pathOf = (slug: string, folder = runsFolder) => join(folder, slug, 'report.json')

/**
 * Keeps the report of the last judged run of a chapter: report.json for programs, and report.html for people.
 * @returns the path of the page, relative to the checkout
 */
export function keepReport(report: Report, runs: string = runsFolder): string {
  const text = `${JSON.stringify(report, null, 2)}\n`
  const path = pathOf(report.chapter, runs)
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true })
  const page = join(folder, 'report.html')
  writeFileSync(page, runPage(report))
  if (report.candidate.startsWith(`exercises/${report.chapter}/`)) keepOwn(report, folder, text)
  writeFileSync(path, text) // last: who watches it finds the others
  return relative(checkout, page)
}

/**
 * Keeps the reader's last run that failed, and the one that passed after it: the interview shows both. A run that says
 * nothing about their code leaves them alone.
 */
function keepOwn({ outcome }: Report, folder: string, text: string): void {
  const [failed, passed] = [join(folder, 'own-fail.json'), join(folder, 'own-pass.json')] as const
  if (outcome === 'PASS') writeFileSync(passed, text)
  if (outcome !== 'FAIL') return
  writeFileSync(failed, text)
  rmSync(passed, { force: true }) // it was before this failure
}

/** The report of the last judged run of a chapter; null when there is none that can be read. */
export function keptReport(slug: string, runs: string = runsFolder): Report | null {
  if (!existsSync(pathOf(slug, runs))) return null
  try {
    return JSON.parse(readFileSync(pathOf(slug, runs), 'utf8')) as Report
  } catch {
    return null // cut off by a full disk or a kill: the next run writes it anew
  }
}
