import { describe, expect, it } from 'vitest'
import * as by from './histories.ts'
import { about, broker, first, historyOf, lab, nextService, orderService, type Row, second } from './histories.ts'
import type { FaultName, History } from './history.ts'
import { judge } from './judge.ts'
import { endsWith, opens, sends, serves, servesOnNewLine, shop } from './order-service-days.ts'

/** What a history earns: the code of a failure, else the outcome. */
function earned(history: History): string {
  const finding = judge(history)
  return finding.outcome === 'FAIL' ? finding.code : finding.outcome
}

/** A day of an order service: a fault may hit or miss, and at the end no order is lost. */
const day = (faults: FaultName[], ...rows: Row[]) =>
  historyOf(shop(faults, 'CLAIMED_WITHOUT_ANSWER'), [opens, ...rows, ...endsWith('1-9')])
const hit = (fault: FaultName) => orderService(by.breaks(fault))
const brokerHit = (fault: FaultName) => broker(by.breaks(fault))
const back = broker(by.servesAgain)
const warehouseDies = first(by.starts, by.opens, by.breaks('SIGKILL'), by.ended)
const next = second(by.starts, by.opens)
const customersCome = orderService(by.places('2-3'))
const claimsAll = orderService(by.claims('2-3'))
const later = nextService(by.starts, by.opens, by.places('2-3'), by.sends('2-3'), by.claims('2-3'))

describe('a fault of an order service counts only in its window', () => {
  it.each<[fault: FaultName, earns: 'PASS' | 'INCONCLUSIVE', when: string, rows: Row[]]>([
    ['broker-SIGKILL', 'PASS', 'orders are at rest', [serves('1'), brokerHit('broker-SIGKILL'), back]],
    ['broker-SIGKILL', 'INCONCLUSIVE', 'none has come yet', [brokerHit('broker-SIGKILL'), back, serves('1')]],
    ['broker-shutdown', 'PASS', 'orders are at rest', [serves('1'), brokerHit('broker-shutdown'), back]],
    ['broker-shutdown', 'INCONCLUSIVE', 'none has come yet', [brokerHit('broker-shutdown'), back, serves('1')]],
    ['broker-frozen', 'PASS', 'one has no confirm yet', [sends('2-3'), brokerHit('broker-frozen'), back, claimsAll]],
    ['broker-frozen', 'PASS', 'one comes meanwhile', [serves('1'), brokerHit('broker-frozen'), serves('2-3'), back]],
    [
      ...(['broker-frozen', 'INCONCLUSIVE', 'all are confirmed, and none comes'] as const),
      [serves('1'), brokerHit('broker-frozen'), back, serves('2-3')],
    ],
    ['confirms-swallowed', 'PASS', 'orders are sent into it', [serves('1'), hit('confirms-swallowed'), serves('2-3')]],
    ['confirms-swallowed', 'INCONCLUSIVE', 'all came before', [serves('1-3'), hit('confirms-swallowed')]],
    [
      ...(['confirms-swallowed', 'INCONCLUSIVE', 'all come after the cut'] as const),
      [serves('1'), hit('confirms-swallowed'), customersCome, hit('cut'), servesOnNewLine('2-3')],
    ],
    ['publishes-swallowed', 'PASS', 'orders are sent into it', [serves('1'), hit('publishes-swallowed'), serves('2')]],
    ['publishes-swallowed', 'INCONCLUSIVE', 'all came before', [serves('1-3'), hit('publishes-swallowed')]],
    ['confirms-merged', 'PASS', 'orders are sent into it', [hit('confirms-merged'), serves('1-3')]],
    ['confirms-merged', 'INCONCLUSIVE', 'all came before', [serves('1-3'), hit('confirms-merged')]],
    ['queue-full', 'PASS', 'orders are sent into it', [serves('1'), hit('queue-full'), serves('2-3')]],
    [
      ...(['queue-full', 'INCONCLUSIVE', 'all come when there is room again'] as const),
      [serves('1'), hit('queue-full'), orderService(by.healed), serves('2-3')],
    ],
    ['half-open', 'PASS', 'orders are sent on the dead line', [serves('1'), hit('half-open'), serves('2-3')]],
    ['half-open', 'INCONCLUSIVE', 'all go on a new one', [serves('1'), hit('half-open'), servesOnNewLine('2-3')]],
    ['cut', 'PASS', 'customers wait', [serves('1'), hit('cut')]],
    ['cut', 'INCONCLUSIVE', 'nobody has come yet', [hit('cut'), serves('1')]],
    [
      'cut',
      'INCONCLUSIVE',
      'nobody came since the last fault',
      [sends('2-3'), hit('half-open'), hit('cut'), claimsAll],
    ],
    ['offline', 'PASS', 'customers come meanwhile', [serves('1'), hit('offline'), serves('2-3')]],
    ['offline', 'INCONCLUSIVE', 'they come when it is over', [serves('1'), hit('offline'), hit('SIGKILL'), later]],
    ['SIGKILL', 'PASS', 'customers came while it was offline', [hit('offline'), customersCome, hit('SIGKILL'), later]],
    ['SIGKILL', 'INCONCLUSIVE', 'nobody did', [serves('1'), hit('offline'), hit('SIGKILL'), later]],
  ])('%s: %s when %s', (fault, earns, _, rows) => {
    expect(earned(day([fault], ...rows))).toBe(earns)
  })

  it('the death of a warehouse: orders must come before the next one does', () => {
    const orders = [serves('1-3'), next, lab(by.drained)]
    expect(earned(day(['SIGKILL'], warehouseDies, ...orders))).toBe('PASS')
    expect(earned(day(['SIGKILL'], serves('1-3'), warehouseDies, next, lab(by.drained)))).toBe('INCONCLUSIVE')
    expect(earned(day(['SIGKILL'], warehouseDies, next, serves('1-3'), lab(by.drained)))).toBe('INCONCLUSIVE')
  })

  it('both faults of a scenario must hit', () => {
    const offlineOnly = day(['offline', 'SIGKILL'], serves('1'), hit('offline'), customersCome, claimsAll)
    expect(judge(offlineOnly)).toEqual({
      outcome: 'INCONCLUSIVE',
      reason: 'The fault SIGKILL missed its window: no order was on its way when it came.',
    })
  })
})

// A warehouse with #1 on a truck and #2 in hand, and all that must follow.
const load = [first(by.opens), orderService(by.opens, by.places('1-3'), by.claims('1-3'))]
const work = first(by.gets('1-3'), by.shipsAtOnce('1'), by.acks('1'), by.ships('2'))
const shipAll = first(by.gets('1-3'), by.shipsAtOnce('1-3'), by.acks('1-3'))
const end = [lab(by.drained, by.left(''))]
const rest = [first(by.tcpCloses(), by.ended), second(by.opens, by.gets('2-3'), by.shipsAtOnce('2-3'), by.acks('1-2'))]
const at = (fault: FaultName) => first(by.breaks(fault))
const depot = (faults: FaultName[], ...rows: Row[]) =>
  historyOf({ ...about.warehouseDies, faults }, [...load, ...rows, ...end])

describe('a fault of a warehouse counts only with an order in hand', () => {
  const ofWarehouse: FaultName[] = ['SIGKILL', 'SIGSTOP', 'cut']
  const ofBroker: FaultName[] = ['broker-shutdown', 'broker-SIGKILL']

  it.each(ofWarehouse)('%s', (fault) => {
    expect(earned(depot([fault], work, at(fault), ...rest))).toBe('PASS')
    expect(earned(depot([fault], work, ...rest))).toBe('INCONCLUSIVE')
    expect(earned(depot([fault], shipAll, at(fault)))).toBe('INCONCLUSIVE')
    expect(earned(depot([fault], at(fault), work, ...rest))).toBe('INCONCLUSIVE')
    expect(earned(depot([fault], work, second(by.breaks(fault)), ...rest))).toBe('INCONCLUSIVE')
  })

  it.each<FaultName>(['ship-rejects', 'ship-throws', 'poison'])('%s', (fault) => {
    expect(earned(depot([fault], work, at(fault), shipAll))).toBe('PASS')
    expect(earned(depot([fault], at(fault), shipAll))).toBe('INCONCLUSIVE')
  })

  it.each(ofBroker)('%s: in whose hands does not matter', (fault) => {
    expect(earned(depot([fault], work, brokerHit(fault), back, ...rest))).toBe('PASS')
    expect(earned(depot([fault], shipAll, brokerHit(fault), back))).toBe('INCONCLUSIVE')
    expect(earned(depot([fault], brokerHit(fault), back, work, ...rest))).toBe('INCONCLUSIVE')
  })

  it('and where there are two of them, with each', () => {
    const held = second(by.opens, by.gets('2-3'), by.ships('2'))
    const third: Row = [800, 'warehouse-3', by.opens, by.gets('2-3'), by.shipsAtOnce('2-3'), by.acks('1-2')]
    const gone = [second(by.breaks('SIGKILL'), by.tcpCloses(), by.ended), third]
    const cut = [work, at('cut'), first(by.tcpCloses(), by.ended)]
    expect(earned(depot(['cut', 'SIGKILL'], ...cut, held, ...gone))).toBe('PASS')
    expect(earned(depot(['cut', 'SIGKILL'], ...cut, ...gone))).toBe('INCONCLUSIVE')
  })
})
