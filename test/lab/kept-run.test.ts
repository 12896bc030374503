import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { diskCheckout } from '../../site/checkout.ts'
import { readVerdicts } from '../../site/verdicts.ts'
import { fixtureCheckout } from '../site/fixture.ts'
import { keepReport } from './kept-run.ts'
import type { Report } from './report.ts'

const SLUG = '01-auto-ack'
const OURS = `exercises/${SLUG}/warehouse.ts`
let runs = ''

beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), 'zero-loss-runs-'))
})
afterEach(() => rmSync(runs, { recursive: true }))

const recorded = JSON.parse(fixtureCheckout().read(`chapters/${SLUG}/recorded.json`) ?? '')
const failed: Report = { ...recorded.exercise, candidate: OURS }
const passed: Report = { ...recorded.solution, candidate: OURS }

/** What the site says of the reader's own runs after these were judged. */
function afterRuns(...reports: Report[]): string | undefined {
  for (const report of reports) keepReport(report, runs)
  return readVerdicts(diskCheckout(runs))[0]?.own.en
}

it('the reader’s own runs are told: what was lost, and that the fix holds', () => {
  expect(afterRuns(failed)).toBe('Your own run: 13 of your 20 orders were lost here.')
  expect(afterRuns(passed)).toBe('Your own run: 13 of your 20 orders were lost here, and none after your fix.')
  expect(afterRuns(passed, failed)).toBe('Your own run: 13 of your 20 orders were lost here.')
})

it('a run that lost nothing is told by its code, and one that always passed as that', () => {
  expect(afterRuns(passed)).toBe('Your own run: your file passes, and no order was lost.')
  const stalled: Report = { ...failed, code: 'STALLED', happened: { ...failed.happened, lost: [] } }
  expect(afterRuns(stalled)).toBe('Your own run: your file earned STALLED here.')
  expect(afterRuns(passed)).toBe('Your own run: your file earned STALLED here, and passed after your fix.')
})

it('neither another file nor a run without a verdict changes what the reader’s own runs have shown', () => {
  const ofSolution: Report = { ...passed, candidate: `solutions/${SLUG}/warehouse.ts` }
  const inconclusive: Report = { ...failed, outcome: 'INCONCLUSIVE', code: null }
  expect(afterRuns(failed, ofSolution)).toBe('Your own run: 13 of your 20 orders were lost here.')
  expect(afterRuns(inconclusive)).toBe('Your own run: 13 of your 20 orders were lost here.')
  expect(readdirSync(join(runs, SLUG)).sort()).toEqual(['own-fail.json', 'report.html', 'report.json'])
})
