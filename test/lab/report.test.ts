import { describe, expect, it } from 'vitest'
import type { Broker } from './broker/broker.ts'
import type { Chapter } from './chapters.ts'
import { about, chapterOne, exits, first, historyOf, unusable } from './histories.ts'
import type { History } from './history.ts'
import { type Finding, judge } from './judge.ts'
import { checkout } from './paths.ts'
import { reportOf } from './report.ts'
import type { Scenario } from './scenario.ts'
import type { Act } from './trial.ts'

const chapter: Chapter = {
  ...{
    number: 1,
    slug: '01-auto-ack',
    question: 'Is it lost?',
    title: 'The warehouse that forgets',
    code: 'LOST_ON_CONSUMER_CRASH',
  },
  ...{ promise: 'every order placed is shipped', edit: 'exercises/01-auto-ack/warehouse.ts', hints: [] },
}
const broker = {
  ...{ runtime: 'embedded', version: '4.0.5', why: 'unpacked in .broker' },
  seconds: { boot: 3.21459, reboots: [1.23456, 2] },
} as unknown as Broker

const pass: Finding = { outcome: 'PASS' }
const fail: Finding = { outcome: 'FAIL', code: 'STALLED', reason: 'it stalled' }
const inconclusive: Finding = { outcome: 'INCONCLUSIVE', reason: 'it missed' }
const toolError: Finding = { outcome: 'TOOL_ERROR', reason: 'the lab failed' }

/** The scenarios of chapter 1 with these findings; those after the last one were not played. */
function judged(findings: Finding[], histories: (History | null)[] = [], file = chapter.edit) {
  const scenarios = Object.values(about).map((scenario) => scenario as unknown as Scenario)
  const sunnyFirst = [scenarios[1], scenarios[0], scenarios[2]] as Scenario[]
  const acts = findings.map((finding, index): Act => {
    return {
      scenario: sunnyFirst[index] as Scenario,
      history: histories[index] ?? null,
      finding,
      seconds: 1,
      firstTry: null,
    }
  })
  return { chapter, file, scenarios: sunnyFirst, acts, seed: 7431, broker, wall: 6.24567 }
}

describe('the outcome', () => {
  it.each<[story: string, findings: Finding[], outcome: string, scenario: string]>([
    ['all passed: the crash is shown', [pass, pass, pass], 'PASS', 'a warehouse dies while it ships'],
    ['one failed', [pass, fail], 'FAIL', 'a warehouse dies while it ships'],
    ['the first one failed', [fail], 'FAIL', 'every order is shipped on a sunny day'],
    ['two failed: the first is shown', [pass, fail, fail], 'FAIL', 'a warehouse dies while it ships'],
    ['a failure is proven, whatever the lab did', [toolError, inconclusive, fail], 'FAIL', 'a truck is full once'],
    ['an error of the lab is no verdict', [pass, inconclusive, toolError], 'TOOL_ERROR', 'a truck is full once'],
    ['one missed', [pass, inconclusive, pass], 'INCONCLUSIVE', 'a warehouse dies while it ships'],
    ['not all were played', [pass, pass], 'TOOL_ERROR', 'a warehouse dies while it ships'],
    ['only the sunny day was played', [pass], 'TOOL_ERROR', 'every order is shipped on a sunny day'],
  ])('%s', (_, findings, outcome, scenario) => {
    expect(reportOf(judged(findings))).toMatchObject({ outcome, scenario })
  })

  it.each<[Finding, code: string | null, reason: string | null]>([
    [pass, null, null],
    [fail, 'STALLED', 'it stalled'],
    [inconclusive, null, 'it missed'],
    [toolError, null, 'the lab failed'],
  ])('$outcome: code %s, reason %s', (finding, code, reason) => {
    expect(reportOf(judged([pass, finding, pass]))).toMatchObject({ code, reason })
  })

  it('what held is told, what is shown is not told twice', () => {
    const titles = ['every order is shipped on a sunny day', 'a truck is full once']
    expect(reportOf(judged([pass, pass, pass])).already).toEqual(titles)
    expect(reportOf(judged([pass, fail, pass])).already).toEqual(titles)
    expect(reportOf(judged([pass, fail, inconclusive])).already).toEqual(titles.slice(0, 1))
    expect(reportOf(judged([fail])).already).toEqual([])
  })
})

describe('what happened', () => {
  it.each<[name: keyof typeof chapterOne, counts: string, lost: number[]]>([
    [
      'exercise',
      '20 placed, 20 delivered, 7 shipped, 0 again, 0 twice',
      [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
    ],
    ['solution', '20 placed, 20 delivered, 20 shipped, 10 again, 0 twice', []],
    ['ack-in-finally', '20 placed, 20 delivered, 19 shipped, 0 again, 0 twice', [9]],
    ['exit-on-error', '20 placed, 20 delivered, 19 shipped, 0 again, 0 twice', []],
  ])('%s', (name, counts, lost) => {
    const history = chapterOne[name]
    const { happened } = reportOf(judged([judge(history)], [history]))
    const { placed, delivered, shipped, redelivered, duplicated } = happened
    expect(
      `${placed} placed, ${delivered} delivered, ${shipped} shipped, ${redelivered} again, ${duplicated} twice`,
    ).toBe(counts)
    expect(happened.lost).toEqual(lost)
  })

  it('is empty when the lab failed before a history began', () => {
    expect(reportOf(judged([toolError]))).toMatchObject({
      happened: {
        role: 'warehouse' as const,
        placed: 0,
        claimed: 0,
        stored: 0,
        delivered: 0,
        shipped: 0,
        redelivered: 0,
        duplicated: 0,
        lost: [],
      },
      timeline: [],
      output: [],
    })
  })
})

describe('the last output', () => {
  const crashed = chapterOne['exit-on-error']
  const killed = chapterOne.exercise
  const ofOther = historyOf(about.sunnyDay, [[1, 'order-service', exits(['not yours'])]])
  const killedFirst = historyOf(about.sunnyDay, [
    first({ kind: 'role-exited', expected: true, exitCode: null, signal: 'SIGKILL', output: ['killed'] }),
    [500, 'warehouse-2', exits(['second'])],
  ])
  const twice = historyOf(about.sunnyDay, [first(exits(['first'])), [500, 'warehouse-2', exits(['second'])]])

  it.each<[story: string, output: string[], finding: Finding, history: History | null]>([
    ['of a candidate that died by itself', ['Error: the truck is full'], fail, crashed],
    ['of the first one that died by itself', ['first'], fail, twice],
    ['not of one that the lab killed', [], fail, killed],
    ['of the next one, after one that the lab killed', ['second'], fail, killedFirst],
    ["not of the lab's own role", [], fail, ofOther],
    ['not when nothing failed', [], inconclusive, crashed],
    ['not when it did not even load', [], fail, historyOf(about.sunnyDay, [first(unusable('load', 'SyntaxError'))])],
  ])('%s', (_, output, finding, history) => {
    expect(reportOf(judged([finding], [history])).output).toEqual(output)
  })
})

describe('the rest', () => {
  it.each([
    ['relative as it is', 'test/01-auto-ack/wrong/never-ack.ts', 'test/01-auto-ack/wrong/never-ack.ts'],
    ['absolute', `${checkout}/exercises/01-auto-ack/warehouse.ts`, 'exercises/01-auto-ack/warehouse.ts'],
    ['outside of the checkout', '/elsewhere/mine.ts', /^(\.\.\/)+elsewhere\/mine\.ts$/],
  ])('a file is told relative to the checkout: %s', (_, file, told) => {
    expect(reportOf(judged([pass, pass, pass], [], file)).candidate).toMatch(told)
  })

  it.each<[Finding | null, told: string | null]>([
    [null, null],
    [inconclusive, 'it missed'],
  ])('the first try %o is told', (firstTry, told) => {
    const { acts, ...rest } = judged([pass, pass, pass])
    const withTry = acts.map((act) => (act.scenario.faults.length > 0 ? { ...act, firstTry } : act))
    expect(reportOf({ ...rest, acts: withTry }).firstTry).toBe(told)
  })

  it('times are milliseconds at most, and the broker is named', () => {
    expect(reportOf(judged([pass, pass, pass]))).toMatchObject({
      ...{ chapter: '01-auto-ack', promise: 'every order placed is shipped', seed: 7431 },
      broker: { runtime: 'embedded', version: '4.0.5', why: 'unpacked in .broker' },
      seconds: { boot: 3.215, reboots: [1.235, 2], wall: 6.246 },
    })
  })

  it('survives JSON as it is', () => {
    const report = reportOf(judged([pass, judge(chapterOne.exercise)], [null, chapterOne.exercise]))
    expect(report.timeline).toHaveLength(5)
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })
})
