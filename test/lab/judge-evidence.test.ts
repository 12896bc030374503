import { describe, expect, it } from 'vitest'
import { about, chapterOne, claims, connects, historyOf, ids, left, opens, places, unusable } from './histories.ts'
import type { History, HistoryEvent } from './history.ts'
import { judge } from './judge.ts'

const { solution } = chapterOne

/** What a history earns, with the sentence that says why. */
function answer(history: History): string {
  const finding = judge(history)
  if (finding.outcome === 'PASS') return 'PASS'
  return `${finding.outcome === 'FAIL' ? finding.code : finding.outcome}: ${finding.reason}`
}

const without = (history: History, gone: (event: HistoryEvent) => boolean): History => ({
  ...history,
  events: history.events.filter((event) => !gone(event)),
})

describe('each candidate of chapter 1', () => {
  it.each<[name: keyof typeof chapterOne, answer: string]>([
    ['exercise', 'LOST_ON_CONSUMER_CRASH: 13 of 20 claimed orders are gone'],
    ['solution', 'PASS'],
    ['ack-in-finally', 'LOST_ON_FAILED_SHIPMENT: 1 of 20 claimed orders is gone'],
    ['ack-on-receipt', 'LOST_ON_CONSUMER_CRASH: 13 of 20 claimed orders are gone'],
    ['exit-on-error', 'EXITED: warehouse-1 exited by itself, with exit code 1'],
    ['never-ack', 'NEVER_SETTLED: 20 orders were shipped and never acknowledged'],
    ['prefetch-only', 'LOST_ON_CONSUMER_CRASH: 13 of 20 claimed orders are gone'],
    ['reject-without-requeue', 'LOST_ON_FAILED_SHIPMENT: 1 of 20 claimed orders is gone'],
    ['sigterm-handler', 'LOST_ON_CONSUMER_CRASH: 13 of 20 claimed orders are gone'],
    ['skip-redelivered', 'LOST_ON_CONSUMER_CRASH: 13 of 20 claimed orders are gone'],
  ])('%s', (name, expected) => {
    expect(answer(chapterOne[name])).toBe(expected)
  })

  it.each(Object.entries(chapterOne))('%s, cut off anywhere: neither proven nor lost', (_, history) => {
    const whole = history.events.findIndex(({ kind }) => kind === 'left-in-queue')
    expect(whole).toBeGreaterThan(90)
    for (let length = 0; length <= whole; length += 1) {
      const finding = judge({ ...history, events: history.events.slice(0, length) })
      expect(finding.outcome, `the first ${length} events`).not.toBe('PASS')
      if (finding.outcome === 'FAIL') expect(finding.code, `the first ${length} events`).not.toMatch(/^LOST/)
    }
  })
})

describe('a PASS falls when its evidence is gone', () => {
  it('stands with all of it', () => {
    expect(answer(solution)).toBe('PASS')
  })

  it.each(ids('1-20'))('no sign that %s was shipped', (orderId) => {
    const history = without(solution, (event) => event.kind === 'shipped' && event.orderId === orderId)
    expect(history.events).toHaveLength(solution.events.length - 1)
    expect(judge(history)).toMatchObject({ outcome: 'FAIL' })
  })

  it.each<[what: string, gone: (event: HistoryEvent) => boolean, answer: string]>([
    [
      'the fault',
      ({ kind }) => kind === 'fault',
      'INCONCLUSIVE: The fault SIGKILL missed its window: no order was in hand when it came.',
    ],
    [
      'what the first warehouse had in hand',
      ({ kind, atMs }) => kind === 'shipping' && atMs < 551,
      'INCONCLUSIVE: The fault SIGKILL missed its window: no order was in hand when it came.',
    ],
    [
      'the placing',
      ({ kind }) => kind === 'placing',
      'TOOL_ERROR: No order was placed: the scenario has asked nothing.',
    ],
    [
      'the claims',
      ({ kind }) => kind === 'claimed',
      "TOOL_ERROR: The lab's own order-service failed: none of 20 orders was confirmed",
    ],
    [
      'the drained queue',
      ({ kind }) => kind === 'drained',
      'TOOL_ERROR: Every order was shipped, and yet the scenario never saw the queue drained.',
    ],
    [
      'the look into the queues',
      ({ kind }) => kind === 'left-in-queue',
      'TOOL_ERROR: The history has no end: the queues were not drained.',
    ],
    [
      'the second warehouse',
      ({ actor }) => actor === 'warehouse-2',
      'LOST_ON_CONSUMER_CRASH: 13 of 20 claimed orders are gone',
    ],
    [
      'the order service',
      ({ actor }) => actor === 'order-service',
      'TOOL_ERROR: No order was placed: the scenario has asked nothing.',
    ],
    ['the lab', ({ actor }) => actor === 'lab', 'TOOL_ERROR: The history has no end: the queues were not drained.'],
  ])('%s', (_, gone, expected) => {
    expect(answer(without(solution, gone))).toBe(expected)
  })
})

describe('a reason carries what the reader needs', () => {
  it.each<[story: string, answer: string, history: History]>([
    [
      'why the file does not load',
      "DID_NOT_LOAD: SyntaxError: Unexpected token '}'",
      historyOf(about.sunnyDay, [[90, 'warehouse-1', unusable('load', "SyntaxError: Unexpected token '}'")]]),
    ],
    [
      'that the machine was too slow for amqplib',
      'INCONCLUSIVE: The machine was too slow: the broker needed more than a second to let warehouse-1 in, and amqplib met a heartbeat in its handshake.',
      historyOf(about.sunnyDay, [
        [90, 'warehouse-1', connects, unusable('open', 'Error: Expected ConnectionOpenOk; got <Heartbeat>')],
      ]),
    ],
    [
      'how long it was waited for',
      'DID_NOT_OPEN: warehouse-1 did not open within 15 s',
      historyOf(about.sunnyDay, [
        [15090, 'warehouse-1', connects, { kind: 'deadline', waitedFor: 'open', seconds: 15 }],
      ]),
    ],
    [
      'which signal',
      'EXITED: warehouse-1 exited by itself, by SIGABRT',
      historyOf(about.sunnyDay, [
        [90, 'warehouse-1', { kind: 'role-exited', expected: false, exitCode: null, signal: 'SIGABRT', output: [] }],
      ]),
    ],
    [
      'what the order service was told',
      "TOOL_ERROR: The lab's own order-service failed: Error: 404 NOT_FOUND",
      historyOf(about.sunnyDay, [
        [476, 'order-service', opens, places('1')],
        [477, 'order-service', { kind: 'not-claimed', orderId: 'order-1', message: 'Error: 404 NOT_FOUND' }],
      ]),
    ],
    [
      'how many orders wait',
      'STALLED: 3 of 3 orders were never shipped',
      historyOf(about.sunnyDay, [
        [476, 'order-service', places('1-3'), claims('1-3')],
        [746, 'lab', left('1-3')],
      ]),
    ],
  ])('%s', (_, expected, history) => {
    expect(answer(history)).toBe(expected)
  })
})
