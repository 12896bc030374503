import { describe, expect, it } from 'vitest'
import * as by from './histories.ts'
import { about, chapterOne, historyOf, type Row } from './histories.ts'
import type { History } from './history.ts'
import { timelineOf } from './timeline.ts'

const mark = { normal: ' ', fault: '✂', loss: '✗' } as const

/** A timeline as text, one line each. */
function told(history: History, most?: number): string {
  const lines = timelineOf(history, most)
  return lines.map(({ atMs, actor, kind, text }) => `${atMs} ${mark[kind]} ${actor} | ${text}`).join('\n')
}

describe('chapter 1', () => {
  it('the exercise', () => {
    expect(told(chapterOne.exercise)).toMatchInlineSnapshot(`
      "480 ✗ broker → warehouse-1 | deliver #1 … #20, no ack asked for: the broker forgets them here
      480   warehouse-1 | ships #1 … #7
      494   order-service | #1 … #20 accepted: the broker has confirmed them
      551 ✂ warehouse-1 | SIGKILL while it ships #8
      558   warehouse-2 | opens; the queue is empty"
    `)
  })

  it('the solution', () => {
    expect(told(chapterOne.solution)).toMatchInlineSnapshot(`
      "480   warehouse-1 | ships #1 … #7
      551 ✂ warehouse-1 | SIGKILL while it ships #8
      558   warehouse-2 | opens and takes over
      689   broker → warehouse-2 | deliver #8 … #17 again, marked redelivered
      689   warehouse-2 | ships #8 … #20
      736   lab | every order is shipped and acknowledged; the queue is empty"
    `)
  })

  it('ack-in-finally', () => {
    expect(told(chapterOne['ack-in-finally'])).toMatchInlineSnapshot(`
      "480   broker → warehouse-1 | deliver #1 … #20, an ack is asked for
      480   warehouse-1 | ships #1 … #8 #10 … #20
      480   warehouse-1 | acks #1 … #8 #10 … #20
      483 ✂ warehouse-1 | the truck is full: ship() rejects #9
      494   order-service | #1 … #20 accepted: the broker has confirmed them
      511 ✗ warehouse-1 | acks #9, not on a truck: forgotten by the broker from here on"
    `)
  })

  it('ack-on-receipt', () => {
    expect(told(chapterOne['ack-on-receipt'])).toMatchInlineSnapshot(`
      "480   broker → warehouse-1 | deliver #1 … #20, an ack is asked for
      480   warehouse-1 | ships #1 … #7
      480   warehouse-1 | acks #1 … #7
      483 ✗ warehouse-1 | acks #8 … #20, not on a truck: forgotten by the broker from here on
      551 ✂ warehouse-1 | SIGKILL while it ships #8
      558   warehouse-2 | opens; the queue is empty"
    `)
  })

  it('exit-on-error', () => {
    expect(told(chapterOne['exit-on-error'])).toMatchInlineSnapshot(`
      "480   broker → warehouse-1 | deliver #1 … #20, an ack is asked for
      480   warehouse-1 | ships #1 … #8 #10 … #20
      480   warehouse-1 | acks #1
      483 ✂ warehouse-1 | the truck is full: ship() rejects #9
      494   order-service | #1 … #20 accepted: the broker has confirmed them
      505 ✗ warehouse-1 | the process ends by itself, with exit code 1"
    `)
  })

  it('never-ack', () => {
    expect(told(chapterOne['never-ack'])).toMatchInlineSnapshot(`
      "480   broker → warehouse-1 | deliver #1 … #20, an ack is asked for
      480   warehouse-1 | ships #1 … #20
      494   order-service | #1 … #20 accepted: the broker has confirmed them
      2669 ✗ warehouse-1 | nothing moves any more; shipped, never acknowledged: #1 … #20"
    `)
  })

  it.each(['prefetch-only', 'sigterm-handler'] as const)('%s: the story of the exercise', (name) => {
    expect(told(chapterOne[name])).toBe(told(chapterOne.exercise))
  })

  it('reject-without-requeue', () => {
    expect(told(chapterOne['reject-without-requeue'])).toMatchInlineSnapshot(`
      "480   broker → warehouse-1 | deliver #1 … #20, an ack is asked for
      480   warehouse-1 | ships #1 … #8 #10 … #20
      480   warehouse-1 | acks #1 … #8 #10 … #20
      483 ✂ warehouse-1 | the truck is full: ship() rejects #9
      494   order-service | #1 … #20 accepted: the broker has confirmed them
      511 ✗ warehouse-1 | rejects #9 without requeue: dropped by the broker here"
    `)
  })

  it('skip-redelivered', () => {
    expect(told(chapterOne['skip-redelivered'])).toMatchInlineSnapshot(`
      "480   broker → warehouse-1 | deliver #1 … #20, an ack is asked for
      480   warehouse-1 | ships #1 … #7
      551 ✂ warehouse-1 | SIGKILL while it ships #8
      558   warehouse-2 | opens and takes over
      689   broker → warehouse-2 | deliver #8 … #20 again, marked redelivered
      689 ✗ warehouse-2 | acks #8 … #20, not on a truck: forgotten by the broker from here on"
    `)
  })

  it.each(Object.entries(chapterOne))('%s: three to six lines, in the order of time', (_, history) => {
    const lines = timelineOf(history)
    expect(lines.length).toBeGreaterThanOrEqual(3)
    expect(lines.length).toBeLessThanOrEqual(6)
    expect(lines.map(({ atMs }) => atMs)).toEqual(lines.map(({ atMs }) => atMs).sort((a, b) => a - b))
  })
})

describe('too many lines', () => {
  // A warehouse dies three times, each time with orders that the broker has forgotten; the fourth one exits.
  const deaths = ['1', '2', '3'].flatMap((order): Row[] => [
    [100 * Number(order), `warehouse-${order}`, by.starts, by.gets(order, { noAck: true }), by.ships(order)],
    [100 * Number(order) + 50, `warehouse-${order}`, by.kill(order), by.ended],
  ])
  const exits: Row = [400, 'warehouse-4', by.starts, by.gets('4'), by.shipsAtOnce('4'), by.acks('1'), by.exits()]
  const busy = historyOf(about.warehouseDies, [[50, 'order-service', by.claims('1-5')], ...deaths, exits])
  const broken = timelineOf(busy, 99).filter(({ kind }) => kind !== 'normal')

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('%s at most', (most) => {
    expect(timelineOf(busy, 99).length).toBeGreaterThan(8)
    expect(timelineOf(busy, most)).toHaveLength(most)
  })

  it('what broke is never dropped', () => {
    expect(broken).toHaveLength(7)
    expect(timelineOf(busy, broken.length)).toEqual(broken)
    expect(timelineOf(busy, broken.length + 2)).toEqual(expect.arrayContaining(broken))
  })

  it.each(Object.entries(chapterOne))('%s: nor in chapter 1', (_, history) => {
    const all = timelineOf(history, 99).filter(({ kind }) => kind !== 'normal')
    expect(timelineOf(history, all.length)).toEqual(all)
  })

  it('a fault and an exit outlive a loss', () => {
    expect(timelineOf(busy, 4).map(({ text }) => text)).toEqual([
      'SIGKILL while it ships #1',
      'SIGKILL while it ships #2',
      'SIGKILL while it ships #3',
      'the process ends by itself, with exit code 1',
    ])
  })
})

it('an empty history has no lines', () => {
  expect(timelineOf(historyOf(about.sunnyDay, []))).toEqual([])
})
