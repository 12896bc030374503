import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Broker } from './broker/broker.ts'
import { freePorts } from './broker/ports.ts'
import * as by from './histories.ts'
import { about, chapterOne, historyOf, type Row } from './histories.ts'
import { type History, Recorder } from './history.ts'
import { judge } from './judge.ts'
import { StrainGauge } from './strain.ts'

const late = (history: History, lateMs: number): History => ({
  ...history,
  strain: [
    { atMs: 5, who: 'lab', lateMs: 60 },
    { atMs: 9, who: 'broker', lateMs },
  ],
})

describe('on a slow machine', () => {
  it.each<[story: string, history: History, lateMs: number, earns: string]>([
    ['a promise that held may be luck', chapterOne.solution, 1_000, 'INCONCLUSIVE'],
    ['a short wait changes nothing', chapterOne.solution, 999, 'PASS'],
    ['a loss is a loss', chapterOne.exercise, 60_000, 'LOST_ON_CONSUMER_CRASH'],
    ['what did not come may have had no time', chapterOne['never-ack'], 1_000, 'INCONCLUSIVE'],
    ['with time it is a failure', chapterOne['never-ack'], 999, 'NEVER_SETTLED'],
  ])('%s', (_, history, lateMs, earns) => {
    const finding = judge(late(history, lateMs))
    expect(finding.outcome === 'FAIL' ? finding.code : finding.outcome).toBe(earns)
  })

  it('the reason says who waited, for how long, and what it looked like', () => {
    expect(judge(late(chapterOne['never-ack'], 1_500))).toMatchObject({
      reason:
        'The machine was too slow: a round trip to the broker took 1.5 s. It looked like NEVER_SETTLED (20 orders were shipped and never acknowledged), but that may be luck.',
    })
  })
})

describe('pauses between tries, on a machine that lets a process wait for 60 ms', () => {
  const tries = (pauseMs: number, count: number): Row[] =>
    Array.from({ length: count }, (_, index) => [
      1_000 + (index + 1) * pauseMs,
      'warehouse-1',
      by.triesAgain('2', pauseMs),
    ])
  const day = (rows: Row[]): History => ({
    ...historyOf({ ...about.warehouseDies, faults: ['poison'] }, [
      [1, 'order-service', by.starts, by.opens, by.places('1-3'), by.claims('1-3')],
      [2, 'warehouse-1', by.starts, by.opens, by.gets('1-3'), by.shipsAtOnce('1 3'), by.acks('1 3'), by.ships('2')],
      [1_000, 'warehouse-1', by.breaks('poison', '2'), { kind: 'ship-rejected', orderId: 'order-2', message: 'no' }],
      ...rows,
      [60_000, 'lab', by.drained, by.left('2')],
    ]),
    strain: Array.from({ length: 600 }, (_, index) => ({ atMs: index * 100, who: 'warehouse-1', lateMs: 60 })),
  })

  it.each<[story: string, pauseMs: number, count: number, earns: string]>([
    ['no wait for a processor makes a pause shorter', 20, 6, 'GOES_IN_CIRCLES'],
    ['the machine may have made them', 120, 6, 'INCONCLUSIVE'],
    ['a few of these don’t matter', 120, 5, 'PASS'],
    ['they are longer than that', 150, 20, 'PASS'],
  ])('%s', (_, pauseMs, count, earns) => {
    const finding = judge(day(tries(pauseMs, count)))
    expect(finding.outcome === 'FAIL' ? finding.code : finding.outcome).toBe(earns)
  })
})

describe('the recorder', () => {
  it('keeps long waits only, and wakes nobody for them', () => {
    const recorder = new Recorder(about.sunnyDay)
    let woken = 0
    recorder.onEvent(() => {
      woken += 1
    })
    recorder.strain('lab', 49)
    recorder.strain('lab', 50.4)
    expect(recorder.history.strain).toMatchObject([{ who: 'lab', lateMs: 50 }])
    expect(woken).toBe(0)
  })
})

describe('the gauge', () => {
  /** A broker at whose address nobody listens. */
  const deadBroker = async () => {
    const [port] = await freePorts(1)
    const does = async () => {}
    return {
      ...{ url: () => `amqp://shop:shop@127.0.0.1:${port}/`, crash: does, shutDown: does, restart: does },
      ...{ freeze: does, thaw: does },
    } as unknown as Broker
  }

  it('waits for no broker that is gone', async () => {
    await using gauge = new StrainGauge(await deadBroker())
    await expect(Promise.all([gauge.beat(), gauge.beat(), gauge.beat()])).resolves.toHaveLength(3)
  })

  it('notices that the lab itself stood still, and tells those who listen', async () => {
    await using gauge = new StrainGauge(await deadBroker())
    const [told, untold] = [new Recorder(about.sunnyDay), new Recorder(about.sunnyDay)]
    gauge.tell(told)
    gauge.tell(untold)()
    await pause(60) // its first look
    const blockedUntil = performance.now() + 300
    while (performance.now() < blockedUntil);
    await pause(60)
    expect(Math.max(...told.history.strain.map(({ lateMs }) => lateMs))).toBeGreaterThanOrEqual(200)
    expect(told.history.strain.every(({ who }) => who === 'lab')).toBe(true)
    expect(untold.history.strain).toEqual([])
  })

  it('holds nobody up while the lab keeps the broker broken', async () => {
    const broker = await deadBroker()
    const frozen = Promise.withResolvers<void>()
    await using gauge = new StrainGauge(Object.assign(broker, { freeze: () => frozen.promise }))
    const breaking = gauge.sparing().freeze()
    await gauge.beat() // resolves, although the freeze has not even ended
    frozen.resolve()
    await breaking
  })
})
