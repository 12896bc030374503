import { describe, expect, it } from 'vitest'
import type { Chapter } from './chapters.ts'
import type { Finding } from './judge.ts'
import type { BrokerFault } from './round.ts'
import type { Scenario } from './scenario.ts'
import { Trial } from './trial.ts'

/** A chapter's scenarios in their order: two that leave the broker alone, and rounds that come in another order. */
const faults: Record<string, BrokerFault | null> = {
  sunny: null,
  crash: 'crash',
  cut: null,
  restart: 'shutdown',
  crash2: 'crash',
}
const ids = Object.keys(faults)
const scenarios = ids.map((id) => {
  const brokerFault = faults[id]
  return { id, ...(brokerFault === null ? {} : { brokerFault }) } as Scenario
})

const findings: Record<string, Finding> = {
  PASS: { outcome: 'PASS' },
  FAIL: { outcome: 'FAIL', code: 'STALLED', reason: 'it stalled' },
  INCONCLUSIVE: { outcome: 'INCONCLUSIVE', reason: 'it missed' },
  TOOL_ERROR: { outcome: 'TOOL_ERROR', reason: 'the lab failed' },
}

const newTrial = (playAll = false) =>
  new Trial({ chapter: {} as Chapter, scenarios, file: 'warehouse.ts', seed: 7431, playAll })

/** Plays a story of answers in the order in which they come: 'sunny PASS, crash FAIL'. */
function noted(story: string, trial = newTrial(), seconds = 0): Trial {
  for (const [id = '', outcome = ''] of story.split(', ').map((answer) => answer.split(' '))) {
    const index = ids.indexOf(id)
    const [scenario, finding] = [scenarios[index], findings[outcome]]
    if (scenario === undefined || finding === undefined) throw new Error(`"${id} ${outcome}" is no answer`)
    trial.note(index, { scenario, history: null, finding, seconds, firstTry: null })
  }
  return trial
}

const names = (indexes: number[]) => indexes.map((index) => ids[index]).join(' ')
const calledOff = (trial: Trial) => names([...ids.keys()].filter((index) => trial.signal(index).aborted))
const missing = (trial: Trial) =>
  ([null, 'shutdown', 'crash', 'freeze'] as const).map((fault) => names(trial.missing(fault))).filter(Boolean)

/** 'crash FAIL' of the acts that count; 'undecided' before there is an answer. */
async function answer(trial: Trial): Promise<string> {
  const isDecided = await Promise.race([trial.decided.then(() => true), new Promise(setImmediate).then(() => false)])
  if (!isDecided) return 'undecided'
  return trial.acts
    .map(({ scenario, finding, firstTry }) => {
      return `${scenario.id} ${finding.outcome}${firstTry === null ? '' : ` after ${firstTry.outcome}`}`
    })
    .join(', ')
}

describe('the first failing scenario in the chapter’s order is the answer', () => {
  const allPass = 'sunny PASS, crash PASS, cut PASS, restart PASS, crash2 PASS'
  it.each<[rule: string, story: string, answer: string]>([
    ['all pass', allPass, allPass],
    ['in whichever order they come', 'crash2 PASS, cut PASS, sunny PASS, restart PASS, crash PASS', allPass],
    ['one is still missing', 'sunny PASS, crash PASS, cut PASS, restart PASS', 'undecided'],
    ['the first one fails: that will do', 'sunny FAIL', 'sunny FAIL'],
    ['one fails, and those before it have passed', 'sunny PASS, crash FAIL', 'sunny PASS, crash FAIL'],
    ['one fails, and an earlier one is missing', 'sunny PASS, cut FAIL', 'undecided'],
    ['the earlier one passes', 'sunny PASS, cut FAIL, crash PASS', 'sunny PASS, crash PASS, cut FAIL'],
    ['the earlier one fails, too', 'sunny PASS, cut FAIL, crash FAIL', 'sunny PASS, crash FAIL'],
    ['a later one that was on its way says something', 'cut FAIL, crash2 FAIL, sunny FAIL, crash PASS', 'sunny FAIL'],
    ['an error of the lab decides nothing', 'sunny TOOL_ERROR', 'undecided'],
    ['and does not stop the others', 'sunny TOOL_ERROR, crash FAIL', 'sunny TOOL_ERROR, crash FAIL'],
  ])('%s: %s', async (_, story, expected) => {
    expect(await answer(noted(story))).toBe(expected)
  })
})

describe('later scenarios are called off', () => {
  it.each<[rule: string, story: string, calledOff: string, missing: string[]]>([
    ['not when one passes', 'sunny PASS', '', ['cut', 'restart', 'crash crash2']],
    ['not for an error of the lab', 'sunny TOOL_ERROR', '', ['cut', 'restart', 'crash crash2']],
    ['not before it is known', 'sunny INCONCLUSIVE', '', ['cut', 'restart', 'crash crash2']],
    ['when the first one fails', 'sunny FAIL', 'crash cut restart crash2', []],
    ['an earlier one of a later round is still needed', 'sunny PASS, cut FAIL', 'restart crash2', ['crash']],
    ['one of the same round is, and one is not', 'restart FAIL', 'crash2', ['sunny cut', 'crash']],
    ['the last one calls off none', 'crash2 FAIL', '', ['sunny cut', 'restart', 'crash']],
    ['more of them, when an earlier one fails later', 'restart FAIL, crash FAIL', 'cut restart crash2', ['sunny']],
    ['no fewer, when a later one fails later', 'crash FAIL, restart FAIL', 'cut restart crash2', ['sunny']],
  ])('%s: %s', (_, story, expected, stillMissing) => {
    const trial = noted(story)
    expect({ calledOff: calledOff(trial), missing: missing(trial) }).toEqual({
      ...{ calledOff: expected, missing: stillMissing },
    })
  })
})

describe('missing: what a round must still play', () => {
  it.each<[fault: BrokerFault | null, atFirst: string, later: string]>([
    [null, 'sunny cut', 'cut'],
    ['shutdown', 'restart', 'restart'],
    ['crash', 'crash crash2', 'crash2'],
    ['freeze', '', ''],
  ])('with the fault %s', (fault, atFirst, later) => {
    const trial = newTrial()
    expect(names(trial.missing(fault))).toBe(atFirst)
    expect(names(noted('sunny PASS, crash PASS', trial).missing(fault))).toBe(later)
  })
})

describe('an inconclusive scenario', () => {
  const miss = 'sunny PASS, crash INCONCLUSIVE, cut PASS, restart PASS, crash2 PASS'
  const rest = 'cut PASS, restart PASS, crash2 PASS'
  it.each<[rule: string, story: string, again: string, answer: string]>([
    ['is tried once more', miss, 'crash', 'undecided'],
    ['at once, when it is known', 'crash INCONCLUSIVE', 'crash', 'undecided'],
    ['may pass then', `${miss}, crash PASS`, '', `sunny PASS, crash PASS after INCONCLUSIVE, ${rest}`],
    ['or fail', `${miss}, crash FAIL`, '', 'sunny PASS, crash FAIL after INCONCLUSIVE'],
    [
      'not a third time',
      `${miss}, crash INCONCLUSIVE`,
      '',
      `sunny PASS, crash INCONCLUSIVE after INCONCLUSIVE, ${rest}`,
    ],
    ['nor after an error', `${miss}, crash TOOL_ERROR`, '', `sunny PASS, crash TOOL_ERROR after INCONCLUSIVE, ${rest}`],
    ['is still needed, when a later one fails', `${miss}, crash2 FAIL`, 'crash', 'undecided'],
    [
      'keeps its first try then',
      'sunny INCONCLUSIVE, crash FAIL, sunny PASS',
      '',
      'sunny PASS after INCONCLUSIVE, crash FAIL',
    ],
    ['is not, when an earlier one fails', 'crash INCONCLUSIVE, sunny FAIL', '', 'sunny FAIL'],
    ['is one of several', 'sunny INCONCLUSIVE, cut INCONCLUSIVE', 'sunny cut', 'undecided'],
    ['of which the others wait', 'sunny INCONCLUSIVE, cut INCONCLUSIVE, sunny PASS', 'cut', 'undecided'],
  ])('%s: %s', async (_, story, again, expected) => {
    const trial = noted(story)
    expect(names(trial.inconclusive())).toBe(again)
    expect(await answer(trial)).toBe(expected)
  })

  it('is not missing: no ordinary round plays it again', () => {
    expect(missing(noted(miss))).toEqual([])
  })
})

describe('play all: to know all that catch a candidate', () => {
  const all = 'sunny PASS, crash FAIL, cut PASS, restart FAIL, crash2 PASS'
  const early = all.replace('sunny PASS', 'sunny INCONCLUSIVE')
  const late = all.replace('cut PASS', 'cut INCONCLUSIVE')
  const lateAgain = all.replace('cut PASS', 'cut PASS after INCONCLUSIVE')
  it.each<[rule: string, story: string, answer: string, missing: string[], again: string]>([
    ['a failure decides nothing', 'sunny FAIL', 'undecided', ['cut', 'restart', 'crash crash2'], ''],
    ['the last answer does', all, all, [], ''],
    ['an inconclusive one is tried again', early, 'undecided', [], 'sunny'],
    ['also after a failure: does it catch the candidate, too?', late, 'undecided', [], 'cut'],
    ['and then all is known', `${late}, cut PASS`, lateAgain, [], ''],
  ])('%s', async (_, story, expected, stillMissing, again) => {
    const trial = noted(story, newTrial(true))
    expect({ calledOff: calledOff(trial), missing: missing(trial), again: names(trial.inconclusive()) }).toEqual({
      ...{ calledOff: '', missing: stillMissing, again },
    })
    expect(await answer(trial)).toBe(expected)
  })
})

describe('the time that a trial takes', () => {
  it('is that of its longest play: they play side by side', () => {
    const trial = newTrial()
    expect(trial.seconds).toBe(0)
    noted('crash FAIL', trial, 2.5)
    noted('sunny PASS', trial, 1)
    expect(trial.seconds).toBe(2.5)
  })
})

describe('a trial whose verdict nobody needs any more', () => {
  const question = (signal: AbortSignal, onPlayed?: (scenario: Scenario) => void) =>
    new Trial({
      chapter: {} as Chapter,
      scenarios,
      file: 'warehouse.ts',
      seed: 7431,
      signal,
      ...(onPlayed && { onPlayed }),
    })

  it('calls off all of its scenarios, and is decided at once', async () => {
    const controller = new AbortController()
    const trial = question(controller.signal)
    expect(ids.some((_, index) => trial.signal(index).aborted)).toBe(false)
    controller.abort()
    expect(ids.every((_, index) => trial.signal(index).aborted)).toBe(true)
    await trial.decided
  })

  it('never begins when it was called off before', async () => {
    const trial = question(AbortSignal.abort())
    expect(ids.every((_, index) => trial.signal(index).aborted)).toBe(true)
    await trial.decided
  })

  it('tells what was played until then, and nothing afterwards', () => {
    const controller = new AbortController()
    const played: string[] = []
    const trial = question(controller.signal, ({ id }) => played.push(id))
    noted('sunny PASS', trial)
    controller.abort()
    noted('cut PASS', trial)
    expect(played).toEqual(['sunny'])
  })
})
