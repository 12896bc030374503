import { describe, expect, it } from 'vitest'
import { forgotten } from './forgotten.ts'
import * as by from './histories.ts'
import { about, broker, first, historyOf, nextService, orderService, type Row, second, text } from './histories.ts'

const sent = orderService(by.sends('1-3'))
const got = first(by.gets('1-3'))

describe('forgotten', () => {
  it.each<[story: string, orders: string, rows: Row[]]>([
    ['what needed no ack', '#1 … #3', [sent, first(by.gets('1-3', { noAck: true }))]],
    ['what was acked', '#2', [sent, got, first(by.acks('2'))]],
    ['not what was only delivered', '', [sent, got]],
    ['not what went back', '', [sent, got, first(by.nacks('2'))]],
    [
      'not what was published again',
      '#1 #3',
      [sent, nextService(by.sends('2')), got, first(by.acks('3', { multiple: true }))],
    ],
    ['not what somebody else holds', '#1', [sent, got, first(by.acks('1-2')), second(by.gets('2'))]],
    ['nothing when something was dropped: it may lie elsewhere', '', [sent, got, first(by.acks('1'), by.drops('2'))]],
    [
      'nothing after a reboot: acks may be lost',
      '',
      [sent, got, first(by.acks('1')), broker(by.breaks('broker-SIGKILL'))],
    ],
    ['nothing after a cut: acks may be lost', '', [sent, got, first(by.acks('1'), by.breaks('cut'))]],
    ['though the process was killed', '#1', [sent, got, first(by.acks('1'), by.kill('2'))]],
    ['nor what nobody published', '', [got, first(by.acks('1'))]],
  ])('%s', (_, orders, rows) => {
    expect(text(forgotten(historyOf(about.warehouseDies, rows)))).toBe(orders)
  })
})
