import { describe, expect, it } from 'vitest'
import * as by from './histories.ts'
import { about, first, historyOf, lab, orderService, type Row, second } from './histories.ts'
import type { History } from './history.ts'
import { timelineOf } from './timeline.ts'

const mark = { normal: ' ', fault: '✂', loss: '✗' } as const

/** A timeline as text, one line each. */
function told(history: History, most?: number): string {
  const lines = timelineOf(history, most)
  return lines.map(({ atMs, actor, kind, text }) => `${atMs} ${mark[kind]} ${actor} | ${text}`).join('\n')
}

const crash = (...rows: Row[]) => historyOf(about.warehouseDies, [claimed, ...rows])
const claimed = orderService(by.places('1-5'), by.claims('1-5'))
const dies = first(by.kill('2'), by.tcpCloses(), by.ended)
const work = first(by.gets('1-3'), by.shipsAtOnce('1'), by.acks('1'), by.ships('2'))
const stuckWith = (orders: string): Row[] => [second(by.quiet), lab(by.left(orders))]

describe('a line', () => {
  it.each<[story: string, line: string, history: History]>([
    ['a delivery', '480   broker → warehouse-1 | deliver #1 … #3, an ack is asked for', crash(work)],
    [
      'a delivery without ack, and nothing was lost',
      '480   broker → warehouse-1 | deliver #1 … #5, no ack asked for: the broker forgets them here',
      crash(first(by.gets('1-5', { noAck: true }), by.shipsAtOnce('1-5'))),
    ],
    [
      'the same, and one was lost',
      '480 ✗ broker → warehouse-1 | deliver #1 … #5, no ack asked for: the broker forgets them here',
      crash(first(by.gets('1-5', { noAck: true }), by.shipsAtOnce('1-4'))),
    ],
    ['an order goes back', '480   warehouse-1 | hands #2 back', crash(work, first(by.nacks('2')))],
    [
      'many go back at once',
      '480   warehouse-1 | hands #2 #3 back',
      crash(work, first(by.nacks('3', { multiple: true }))),
    ],
    ['acks of what is shipped', '480   warehouse-1 | acks #1 #3', crash(work, first(by.shipped('3'), by.acks('3')))],
    [
      'one ack for a shipped order and a lost one',
      '480 ✗ warehouse-1 | acks #2, not on a truck: forgotten by the broker from here on',
      historyOf(about.warehouseDies, [
        orderService(by.claims('1-2')),
        first(by.gets('1-2'), by.shipsAtOnce('1'), by.acks('2', { multiple: true })),
      ]),
    ],
    ['a fault that hit', '480 ✂ warehouse-1 | SIGKILL while it ships #2', crash(work, dies)],
    ['a fault with nothing in hand', '480 ✂ warehouse-1 | SIGKILL', crash(first(by.kill('')))],
    [
      'the next warehouse has work to do',
      '689   warehouse-2 | opens and takes over',
      crash(work, dies, second(by.starts), second(by.gets('2'))),
    ],
    ['an exit', '480 ✗ warehouse-1 | the process ends by itself, with exit code 1', crash(first(by.exits()))],
    [
      'a death by a signal of its own',
      '480 ✗ warehouse-1 | the process ends by itself, by SIGABRT',
      crash(first({ kind: 'role-exited', expected: false, exitCode: null, signal: 'SIGABRT', output: [] })),
    ],
    [
      'a blocked event loop',
      '480 ✗ warehouse-1 | does not answer for 4 s: its event loop is blocked',
      crash(first(by.blocked)),
    ],
    ['too much memory', '480 ✗ warehouse-1 | takes 512 MB of memory', crash(first(by.outOfMemory))],
    ['a line that is cut', '480 ✗ warehouse-1 | closes its line to the lab', crash(first(by.hungUp))],
    [
      'an order of nobody',
      '480 ✗ warehouse-1 | ships what nobody placed: present',
      crash(first({ kind: 'shipping', orderId: 'present', held: false })),
    ],
    ['it does not open', '480 ✗ warehouse-1 | after 15 s it has not opened', crash(first(by.deadline('open')))],
    ['no end', '480 ✗ warehouse-1 | after 15 s no end; waited for an end', crash(first(by.deadline('an end')))],
    ['a flood', '480 ✗ warehouse-1 | 10000 events, and no end', crash(first(by.flood))],
    ['a deleted queue', '480 ✗ warehouse-1 | deletes the queue orders', crash(first(by.deletes()))],
    ['an emptied queue', '480 ✗ warehouse-1 | empties the queue orders', crash(first(by.purges()))],
    ['why it can’t be used', '480 ✗ warehouse-1 | ECONNREFUSED', crash(first(by.unusable('open', 'ECONNREFUSED')))],
    [
      'orders stay in hand',
      '689 ✗ warehouse-2 | nothing moves any more; not shipped: #2 … #5',
      crash(work, ...stuckWith('2-5')),
    ],
    [
      'orders stay in the queue',
      '689 ✗ warehouse-2 | nothing moves any more; not shipped: #2 … #5',
      crash(first(by.gets('1'), by.shipsAtOnce('1'), by.acks('1')), ...stuckWith('2-5')),
    ],
    [
      'orders stay without an ack',
      '689 ✗ warehouse-2 | nothing moves any more; shipped, never acknowledged: #2 #3',
      crash(first(by.gets('1-3'), by.acks('1'), by.shipsAtOnce('1-5')), ...stuckWith('2-3')),
    ],
    ['the end', '746   lab | every order is shipped and acknowledged; the queue is empty', crash(lab(by.drained))],
  ])('%s', (_, line, history) => {
    expect(told(history).split('\n')).toContain(line)
  })

  it.each<[story: string, text: string, history: History]>([
    ['an ack of an unknown tag', ' acks ', crash(first(by.acks('7')))],
    ['an end that the lab has made', 'ends', crash(first(by.ended))],
    ['the first opening', 'opens', crash(first(by.starts, by.opens))],
    ['quiet, and all that is missing is lost', 'moves', crash(first(by.gets('1-5'), by.acks('1-5')), ...stuckWith(''))],
  ])('is not worth: %s', (_, text, history) => {
    expect(told(history)).not.toContain(text)
  })

  it('gathers what is alike until a death', () => {
    const again = second(by.starts, by.gets('2-3', { again: true }), by.shipsAtOnce('2-3'), by.acks('1-2'))
    expect(told(crash(work, dies, again), 99)).toMatchInlineSnapshot(`
      "476   order-service | #1 … #5 accepted: the broker has confirmed them
      480   broker → warehouse-1 | deliver #1 … #3, an ack is asked for
      480   warehouse-1 | ships #1
      480   warehouse-1 | acks #1
      480 ✂ warehouse-1 | SIGKILL while it ships #2
      689   warehouse-2 | opens and takes over
      689   broker → warehouse-2 | deliver #2 #3 again, marked redelivered
      689   warehouse-2 | ships #2 #3
      689   warehouse-2 | acks #2 #3"
    `)
  })

  it('names an order once, in the order of numbers', () => {
    const twice = crash(first(by.shipsAtOnce('9 2 1'), by.shipsAtOnce('3 2 7')))
    expect(told(twice)).toContain('ships #1 … #3 #7 #9')
  })
})
