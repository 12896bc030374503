import { describe, expect, it } from 'vitest'
import type { Candidate } from './chapters.ts'
import { summaryLines, summaryOf } from './proof-summary.ts'
import { mistakeIn, type ProofVerdict, verdictOf } from './proof-verdicts.ts'
import type { Report } from './report.ts'

const right: Candidate = {
  ...{ name: '01-auto-ack/right/get-loop', file: 'test/01-auto-ack/right/get-loop.ts' },
  ...{ expected: { outcome: 'PASS' }, only: null, before: null },
}
const wrong: Candidate = {
  ...{ name: '01-auto-ack/wrong/never-ack', file: 'test/01-auto-ack/wrong/never-ack.ts' },
  ...{ expected: { outcome: 'FAIL', code: 'NEVER_SETTLED' }, only: null, before: null },
}
const yours: Candidate = { ...right, name: '01-auto-ack/exercise', expected: null }

const act = (scenario: string, outcome: Report['outcome']) => ({ scenario, outcome, code: null, brokerFault: null })
/** The parts of a report that say how a candidate did. */
const report = (told: Partial<Report>) =>
  ({
    ...{ outcome: 'PASS', code: null, reason: null, played: [act('sunny-day', 'PASS')], seed: 1, firstTry: null },
    ...{ broker: { runtime: 'embedded', version: '4.0.5', why: '' }, seconds: { boot: 1, reboots: [], wall: 2 } },
    ...{ strain: null, ...told },
  }) as Report
const stalled = report({ outcome: 'FAIL', code: 'STALLED', reason: 'it stopped' })
const settles = report({ outcome: 'FAIL', code: 'NEVER_SETTLED', reason: '20 orders' })

describe('a verdict about a candidate of the workbook', () => {
  it.each<[story: string, Candidate, Report, mistake: string | null]>([
    ['a right fix passes', right, report({}), null],
    ['a right fix fails', right, stalled, 'must be PASS, and is STALLED: it stopped'],
    ['a wrong fix earns its code', wrong, settles, null],
    ['a wrong fix passes', wrong, report({}), 'must be NEVER_SETTLED, and is PASS: '],
    ['a wrong fix earns another code', wrong, stalled, 'must be NEVER_SETTLED, and is STALLED: it stopped'],
    ['nothing is expected of the reader', yours, stalled, null],
    ['a mistake with older versions only', { ...wrong, before: '4.0' }, report({}), null],
    ['the same with an older version', { ...wrong, before: '4.2' }, report({}), 'must be NEVER_SETTLED, and is PASS: '],
    [
      'its only scenario catches it',
      { ...wrong, only: 'crash' },
      { ...settles, played: [act('sunny-day', 'PASS'), act('crash', 'FAIL'), act('freeze', 'PASS')] },
      null,
    ],
    [
      'another one catches it, too',
      { ...wrong, only: 'crash' },
      { ...settles, played: [act('sunny-day', 'PASS'), act('crash', 'FAIL'), act('freeze', 'FAIL')] },
      'test/01-auto-ack/wrong/never-ack.ts says "only: crash", and it was caught by crash, freeze',
    ],
  ])('%s', (_, candidate, told, mistake) => {
    expect(mistakeIn(candidate, told)).toBe(mistake)
  })

  it.each<[story: string, Report, wrong: boolean, inconclusive: string | null]>([
    [
      'inconclusive twice',
      report({ outcome: 'INCONCLUSIVE', reason: 'it missed', firstTry: 'missed' }),
      false,
      'missed',
    ],
    ['at the second try', report({ outcome: 'PASS', firstTry: 'missed' }), true, 'missed'],
    ['beside a failure', { ...settles, played: [act('crash', 'INCONCLUSIVE')] }, false, 'crash stayed open'],
    ['an error of the lab', report({ outcome: 'TOOL_ERROR', reason: 'it broke' }), false, null],
  ])('that claims nothing is never wrong: %s', (_, told, isWrong, inconclusive) => {
    const verdict = verdictOf(wrong, told)
    expect(verdict.wrong !== null).toBe(isWrong)
    expect(verdict.inconclusive).toBe(inconclusive)
  })
})

const verdict = (name: string, seed: number, told: Partial<ProofVerdict> = {}): ProofVerdict => ({
  ...{ name, seed, outcome: 'PASS', code: null, expected: 'PASS', wrong: null, reason: null, inconclusive: null },
  ...{ strain: null, seconds: seed, ...told },
})
const run = {
  ...{ runtime: 'embedded' as const, version: '4.0.5', firstSeed: 1, repeats: 2, boot: 4, reboots: [5, 6] },
  ...{ stress: { busy: 4, rebootDelaySeconds: 0 }, roleStarts: 9, wall: 60 },
}

describe('the summary of a proof', () => {
  const summary = summaryOf(run, [
    verdict('a', 1),
    verdict('a', 2, { inconclusive: 'it missed' }),
    verdict('b', 1, { wrong: 'must be STALLED, and is PASS' }),
    verdict('b', 2, { outcome: 'INCONCLUSIVE', inconclusive: 'it missed', seconds: 40 }),
    verdict('c', 1, { outcome: 'TOOL_ERROR', reason: 'the broker died' }),
    verdict('yours', 1, { expected: null }),
  ])

  it('counts pairs, and what the judge made of them', () => {
    expect(summary).toMatchObject({ verdicts: 6, pairs: 6, expected: 5, right: 2 })
    const names = (verdicts: ProofVerdict[]) => verdicts.map(({ name, seed }) => `${name} ${seed}`)
    expect(names(summary.wrong)).toEqual(['b 1'])
    expect(names(summary.inconclusive)).toEqual(['a 2', 'b 2'])
    expect(names(summary.toolErrors)).toEqual(['c 1'])
    expect(names(summary.seconds.slowest)).toEqual(['b 2', 'a 2', 'yours 1'])
  })

  it('counts a pair once, however often it was asked', () => {
    expect(summaryOf(run, [verdict('a', 1), verdict('a', 1)])).toMatchObject({ verdicts: 2, pairs: 1 })
  })

  it('names the seed of everything odd', () => {
    const text = summaryLines(summary).join('\n')
    expect(text).toContain('beside 4 busy processes')
    expect(text).toContain('  b seed 1: must be STALLED, and is PASS')
    expect(text).toContain('  a seed 2: it missed; then PASS')
    expect(text).toContain('  c seed 1: the broker died')
    expect(text).toContain('40.0 s  b seed 2')
  })

  it('can be made of nothing', () => {
    expect(summaryOf(run, [])).toMatchObject({ verdicts: 0, pairs: 0, right: 0, seconds: { median: 0, slowest: [] } })
  })
})
