import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { codes } from './codes.ts'
import { chapterOne } from './histories.ts'
import type { Report } from './report.ts'
import { terminalReport } from './terminal-report.ts'
import { timelineOf } from './timeline.ts'

const failed: Report = {
  chapter: '01-auto-ack',
  candidate: 'exercises/01-auto-ack/warehouse.ts',
  outcome: 'FAIL',
  code: 'LOST_ON_CONSUMER_CRASH',
  promise: 'every order placed is shipped, even if a warehouse dies',
  reason: '13 of 20 claimed orders are gone',
  scenario: 'a warehouse dies while it ships',
  happened: {
    ...{
      role: 'warehouse' as const,
      placed: 20,
      claimed: 20,
      stored: 20,
      delivered: 20,
      shipped: 7,
      redelivered: 0,
      duplicated: 0,
    },
    lost: [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
  },
  timeline: timelineOf(chapterOne.exercise),
  played: [],
  already: ['every order is shipped on a sunny day'],
  output: [],
  broker: { runtime: 'embedded', version: '4.0.5', why: 'unpacked in .broker' },
  scene: null,
  details: null,
  seed: 7431,
  seconds: { boot: 3.1, reboots: [], wall: 6.24 },
  firstTry: null,
  strain: null,
}
const passed: Report = { ...failed, outcome: 'PASS', code: null, reason: null }
const next = 'npm run hint 1 · picture: .runs/01-auto-ack/report.html'
const sentence = 'Every word of this sentence can stand on a line of its own if it must. '

/** As long as a report can be in every part. */
const worst: Report = {
  ...failed,
  candidate: 'test/01-auto-ack/wrong/sigterm-handler.ts',
  reason: sentence.repeat(9),
  happened: { ...failed.happened, duplicated: 3, lost: [1, 3, 5, 7, 9, 11, 13, 15, 17, 19] },
  timeline: Object.values(chapterOne).flatMap((history) => timelineOf(history)),
  already: [sentence.repeat(2), sentence],
  output: Array.from({ length: 20 }, () => sentence.repeat(5)),
  firstTry: sentence.repeat(3),
}

const lines = (report: Report, columns: number, whatNext = next) =>
  stripVTControlCharacters(terminalReport(report, columns, whatNext)).split('\n')
const labels = (report: Report) => lines(report, 100).map((line) => line.slice(2, 13).trim())

it('a whole report', () => {
  expect(lines(failed, 100).join('\n')).toMatchInlineSnapshot(`
    "✗ 01-auto-ack   LOST_ON_CONSUMER_CRASH                  RabbitMQ 4.0.5, embedded · seed 7431 · 6.2 s
      What       Orders are gone: the warehouse died with them in its hands
      Promise    every order placed is shipped, even if a warehouse dies
      Because    13 of 20 claimed orders are gone (scenario: a warehouse dies while it ships)
      Happened   placed 20 · delivered 20 · shipped 7 · redelivered 0 · lost 13: #8 … #20
      Timeline   0.480  ✗ broker → warehouse-1  deliver #1 … #20, no ack asked for: the broker forgets
                                                them here
                 0.480    warehouse-1           ships #1 … #7
                 0.494    order-service         #1 … #20 accepted: the broker has confirmed them
                 0.551  ✂ warehouse-1           SIGKILL while it ships #8
                 0.558    warehouse-2           opens; the queue is empty
      Already    ✓ every order is shipped on a sunny day
      Next       npm run hint 1 · picture: .runs/01-auto-ack/report.html"
  `)
})

it('a whole report in a narrow terminal', () => {
  expect(lines(failed, 60).join('\n')).toMatchInlineSnapshot(`
    "✗ 01-auto-ack   LOST_ON_CONSUMER_CRASH
      RabbitMQ 4.0.5, embedded · seed 7431 · 6.2 s
      What       Orders are gone: the warehouse died with them
                 in its hands
      Promise    every order placed is shipped, even if a
                 warehouse dies
      Because    13 of 20 claimed orders are gone (scenario: a
                 warehouse dies while it ships)
      Happened   placed 20 · delivered 20 · shipped 7 ·
                 redelivered 0 · lost 13: #8 … #20
      Timeline
      0.480  ✗ broker → warehouse-1
          deliver #1 … #20, no ack asked for: the broker forgets
          them here
      0.480    warehouse-1
          ships #1 … #7
      0.494    order-service
          #1 … #20 accepted: the broker has confirmed them
      0.551  ✂ warehouse-1
          SIGKILL while it ships #8
      0.558    warehouse-2
          opens; the queue is empty
      Already    ✓ every order is shipped on a sunny day
      Next       npm run hint 1 · picture:
                 .runs/01-auto-ack/report.html"
  `)
})

describe('its length', () => {
  it.each([1, 20, 40, 60, 80, 100, 200])(
    '25 lines at most, and what to do next is one of them: %s columns',
    (columns) => {
      const shown = lines(worst, columns)
      expect(shown.length).toBeLessThanOrEqual(25)
      expect(shown.slice(-8).join(' ').replaceAll(/\s+/g, ' ')).toContain(`Next ${next}`)
    },
  )

  it('the worst one at 40 columns is really longer', () => {
    expect(lines(worst, 40)).toHaveLength(25)
  })
})

describe('its width', () => {
  const withoutTimeline = { ...worst, timeline: [] }
  const withTimelineOnly = { ...failed, timeline: worst.timeline }

  it.each([40, 60, 80, 100, 200])('nothing is wider than %s columns', (columns) => {
    const shown = lines(withoutTimeline, columns, sentence)
    expect(shown.filter((line) => line.length > columns && line.slice(13).includes(' '))).toEqual([])
  })

  it.each([40, 60, 80, 100, 200])('nor is the timeline wider than %s columns', (columns) => {
    const shown = lines(withTimelineOnly, columns, 'npm run hint 1')
    for (const line of shown) expect(line.length).toBeLessThanOrEqual(columns)
  })

  it.each([40, 60])('with %s columns what happened stands below its time and actor', (columns) => {
    expect(lines(withTimelineOnly, columns).join('\n')).toMatch(/\n {2}\d\.\d{3} {2}✗ broker → \S+\n {6}deliver #1/)
  })

  it('a word that is longer than the line stays whole', () => {
    const path = `/${'long/'.repeat(30)}report.json`
    expect(lines(failed, 60, `see ${path}`).some((line) => line.includes(path))).toBe(true)
  })
})

describe('the headline', () => {
  it.each([
    ['PASS', '✓ 01-auto-ack   PASS'],
    ['INCONCLUSIVE', '? 01-auto-ack   INCONCLUSIVE'],
    ['TOOL_ERROR', '! 01-auto-ack   TOOL_ERROR'],
  ] as const)('%s', (outcome, start) => {
    expect(lines({ ...passed, outcome, reason: 'why' }, 100)[0]).toMatch(new RegExp(`^\\${start} {2,}RabbitMQ`))
  })

  it('a failure has its code', () => {
    expect(lines(failed, 100)[0]).toMatch(/^✗ 01-auto-ack {3}LOST_ON_CONSUMER_CRASH {2,}RabbitMQ 4\.0\.5, embedded/)
  })

  it('ends where the line ends', () => {
    expect(lines(failed, 100)[0]).toMatch(/ · seed 7431 · 6\.2 s$/)
    expect(lines(failed, 100)[0]).toHaveLength(100)
    expect(lines(failed, 84)[0]).toHaveLength(84)
    expect(lines(failed, 83)[0]).toBe('✗ 01-auto-ack   LOST_ON_CONSUMER_CRASH')
  })
})

describe('a part is there when it has something to say', () => {
  it.each<[story: string, report: Report, labels: string[]]>([
    ['a failure', { ...failed, timeline: [] }, ['What', 'Promise', 'Because', 'Happened', 'Already', 'Next']],
    ['a PASS', { ...passed, timeline: [], already: [] }, ['Promise', 'Happened', 'Next']],
    ['a PASS says no reason', { ...passed, reason: 'x', timeline: [] }, ['Promise', 'Happened', 'Already', 'Next']],
    [
      'an error of the lab before an order came',
      {
        ...{ ...failed, outcome: 'TOOL_ERROR', code: null, timeline: [], already: [] },
        happened: { ...failed.happened, placed: 0 },
      },
      ['Promise', 'Because', 'Next'],
    ],
    [
      'a file of somebody else, output, a first try',
      { ...passed, candidate: 'mine.ts', timeline: [], output: ['a', 'b', 'c', 'd'], firstTry: 'it missed' },
      ['File', 'Promise', 'Happened', 'Output', '', '', 'Already', 'First try', 'Next'],
    ],
  ])('%s', (_, report, expected) => {
    expect(labels(report).slice(1)).toEqual(expected)
  })

  it('the headline of a code is from the catalogue', () => {
    expect(lines(failed, 100)[1]).toBe(`  What       ${codes.LOST_ON_CONSUMER_CRASH.title}`)
  })

  it('duplicates are told when there are some', () => {
    expect(lines(failed, 100).join('\n')).not.toContain('twice')
    const twice = { ...failed, happened: { ...failed.happened, duplicated: 2, lost: [] } }
    expect(lines(twice, 100).join('\n')).toContain('redelivered 0 · shipped twice 2 · lost 0')
  })

  it('faults and losses are marked', () => {
    const rows = lines(failed, 100).filter((line) => /\d\.\d{3}/.test(line))
    const marks = rows.map((row) => / {2}(..)(broker|warehouse|order)/.exec(row)?.[1])
    expect(marks).toEqual(['✗ ', '  ', '  ', '✂ ', '  '])
  })
})

describe('colour', () => {
  const module = JSON.stringify(join(import.meta.dirname, 'terminal-report.ts'))
  const script = `
    const { terminalReport } = await import(${module})
    process.stdout.write(terminalReport(${JSON.stringify(worst)}, 100, 'go on'))`
  const printed = (env: Record<string, string>) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' })

  it('there is none when NO_COLOR is set', () => {
    const text = printed({ NO_COLOR: '1' })
    expect(text).toBe(stripVTControlCharacters(text))
    expect(text).toContain('✗ 01-auto-ack')
  })

  it('there is none in a pipe', () => {
    expect(printed({})).toBe(printed({ NO_COLOR: '1' }))
  })

  it('there is some when it is asked for, and it changes no letter', () => {
    const text = printed({ FORCE_COLOR: '1' })
    expect(text).toContain('\u001b[31m')
    expect(stripVTControlCharacters(text)).toBe(printed({ NO_COLOR: '1' }))
  })
})
