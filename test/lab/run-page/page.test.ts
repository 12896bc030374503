import { describe, expect, it } from 'vitest'
import { attributesOf, readTags } from '../../site/html-reader.ts'
import { detailsOf } from '../details.ts'
import { chapterOne } from '../histories.ts'
import type { History } from '../history.ts'
import { judge } from '../judge.ts'
import type { Report } from '../report.ts'
import { sceneOf } from '../scene-of.ts'
import { runPage } from './page.ts'

const log = [
  '2026-02-03 04:05:00.000001+00:00 [info] <0.1.0> long before',
  '2026-02-03 04:05:06.500000+00:00 [warning] <0.2.0> client unexpectedly closed TCP connection',
  '    and a second line of it',
  '2026-02-03 04:09:00.000000+00:00 [info] <0.3.0> long after',
]

/** The report of a day that was written by hand. Its fault comes about half a second after the scenario began. */
function reportOf(history: History, about: Partial<Report> = {}): Report {
  const finding = judge(history)
  const started = { ...history, startedAtMs: Date.parse('2026-02-03T04:05:06Z') }
  return {
    chapter: '01-auto-ack',
    candidate: 'exercises/01-auto-ack/warehouse.ts',
    outcome: finding.outcome,
    code: finding.outcome === 'FAIL' ? finding.code : null,
    promise: 'every order placed is shipped',
    reason: finding.outcome === 'PASS' ? null : finding.reason,
    scenario: history.title,
    happened: {
      ...{ role: 'warehouse', placed: 20, claimed: 20, stored: 7, delivered: 20 },
      ...{ shipped: 7, redelivered: 0, duplicated: 0, lost: [8, 9, 10] },
    },
    timeline: [],
    scene: sceneOf(started, finding),
    details: detailsOf(started, log),
    ...{ played: [], already: [], output: [], seed: 7431, firstTry: null, strain: null },
    broker: { runtime: 'embedded', version: '4.0.5', why: '' },
    seconds: { boot: 1, reboots: [], wall: 1 },
    ...about,
  }
}

const report = reportOf(chapterOne.exercise)
const page = runPage(report)

describe('the page of a run', () => {
  it('is one file: it loads nothing, and its tags close', () => {
    expect(page).not.toMatch(/https?:|\ssrc=|@import|url\(/)
    expect(attributesOf(page, 'link', 'href')).toEqual([])
    expect(readTags(page.replace(/<style>[\s\S]*?<\/style>/, '')).problem).toBeNull()
  })

  it('holds the verdict, the numbers, the picture and the command that asks again', () => {
    expect(page).toContain('<h1>LOST_ON_CONSUMER_CRASH</h1>')
    expect(page).toContain('Lost: #8 … #10')
    expect(page).toContain('<svg class="picture scene broken"')
    expect(page).toContain('npm test -- 1 --seed 7431')
    expect(runPage({ ...report, candidate: 'test/x.ts' })).toContain('npm test -- 1 --candidate test/x.ts --seed 7431')
  })

  it('can say of every order where it went', () => {
    const values = attributesOf(page, 'option', 'value').filter((value) => value !== '')
    expect(values).toEqual(Array.from({ length: 20 }, (_, index) => `${index + 1}`))
    expect(page).toContain('<option value="8">#8, lost</option>')
    const steps = attributesOf(page, 'g', 'data-orders')
    for (const value of values) expect(steps.some((orders) => orders.split(' ').includes(value))).toBe(true)
  })

  it('has the frames of each step, one by one', () => {
    expect(attributesOf(page, 'pre', 'data-step')).toEqual(
      attributesOf(page, 'g', 'id').filter((id) => id.startsWith('run-')),
    )
    expect(page).toContain('deliver #8  connection 1, channel 1, tag 8')
  })

  it('quotes the broker’s log around the fault, and nothing else of it', () => {
    expect(report.details?.brokerLog).toEqual(log.slice(1, 3))
    expect(page).toContain('client unexpectedly closed TCP connection')
    expect(page).not.toContain('long before')
  })

  it('quotes the last lines of the judged process, also when it ended by itself', () => {
    expect(runPage(reportOf(chapterOne['exit-on-error']))).toContain('Error: the truck is full')
  })

  it('is written when the lab failed before there was a history, too', () => {
    const failed = runPage({
      ...report,
      outcome: 'TOOL_ERROR',
      code: null,
      scene: null,
      details: null,
      reason: '<oops>',
    })
    expect(failed).toContain('<h1>TOOL_ERROR</h1>')
    expect(failed).toContain('&lt;oops&gt;')
  })
})
