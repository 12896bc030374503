import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { findChapter, scenariosOf } from './chapters.ts'
import { files, type Row, texts } from './hostile-rows.ts'
import type { Lab } from './lab.ts'
import { checkout, runsFolder } from './paths.ts'
import type { Report } from './report.ts'
import { familyOf } from './roles/family.ts'
import { theLab } from './vitest/the-lab.ts'

const mostSeconds = 30
/** More would wait for two cores and eight vhosts, and not be judged any sooner. */
const sideBySide = 6
const mostGrowthMb = 200
const timeoutMs = 120_000

const textFolder = join(runsFolder, `hostile-${process.pid}`)
const rows: Row[] = [...texts.map(([name, earns, reason]): Row => [name, earns, reason]), ...files]
const reports = new Map(rows.map(([name]) => [name, Promise.withResolvers<Report>()]))
const rssMb = () => process.memoryUsage().rss / 1024 / 1024
let rssBeforeMb = 0

beforeAll(async () => {
  mkdirSync(textFolder, { recursive: true })
  for (const [name, , , text] of texts) writeFileSync(join(textFolder, `${name}.ts`), text)
  const lab = await theLab(8)
  rssBeforeMb = rssMb()
  const waiting = [...rows]
  for (let lane = 0; lane < sideBySide; lane += 1) void judgeAll(lab, waiting)
}, timeoutMs)

/** Judges one after the other: the time of each counts from its own beginning. */
async function judgeAll(lab: Lab, waiting: Row[]): Promise<void> {
  const chapter = findChapter('01-auto-ack')
  const scenarios = await scenariosOf(chapter)
  for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
    const [name] = row
    const folder = texts.some(([text]) => text === name) ? textFolder : join(import.meta.dirname, 'hostile')
    const report = lab.judge({ chapter, scenarios, file: join(folder, `${name}.ts`), seed: 7431 })
    report.catch(() => {}) // the test that waits for it will say so
    reports.get(name)?.resolve(report)
    await Promise.allSettled([reports.get(name)?.promise])
  }
}

afterAll(() => rmSync(textFolder, { recursive: true, force: true }))

describe('a hostile candidate', () => {
  test.each(rows)('%s: %s', { timeout: timeoutMs }, async (name, earns, reason) => {
    const report = (await reports.get(name)?.promise) as Report
    expect({ earned: report.code ?? report.outcome, reason: report.reason }).toEqual({
      earned: earns,
      reason: reason === null ? null : expect.stringMatching(reason),
    })
    expect(report.seconds.wall).toBeLessThan(mostSeconds)
    expect(JSON.stringify(report)).not.toMatch(/test.lab.(roles|stage|play|lab\b)/) // no stack of the lab
  })
})

test('what they have started is gone, and nothing is left in the checkout', async () => {
  await Promise.allSettled(reports.values().map(({ promise }) => promise))
  const run = basename(process.env.ZERO_LOSS_RUN as string)
  await vi.waitUntil(() => familyOf(run).every(isRole), { timeout: 5_000 })
  expect(existsSync(join(checkout, 'core'))).toBe(false)
})

test('the memory of the lab stays bounded', async () => {
  await Promise.allSettled(reports.values().map(({ promise }) => promise))
  expect(rssMb() - rssBeforeMb).toBeLessThan(mostGrowthMb)
})

/** Roles wait for the next chapter, or are just being ended. Gone is fine, too. */
function isRole(pid: number): boolean {
  try {
    return /roles.child\.ts/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch {
    return true
  }
}
