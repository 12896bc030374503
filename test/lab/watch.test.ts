import { afterEach, describe, expect, it, vi } from 'vitest'
import * as by from './histories.ts'
import { about, ids } from './histories.ts'
import { type HistoryEvent, Recorder } from './history.ts'
import { ledgerOf } from './ledger.ts'
import { Puppet, type Strings } from './puppet.ts'
import { SceneOver, Watch } from './watch.ts'

const [orderId = ''] = ids('1')
const something = { kind: 'shipping', orderId, held: true } as const
const never = () => false

/** A watch over a role that does what the test says. */
function scene(strings: Strings = {}) {
  const recorder = new Recorder(about.warehouseDies)
  const needed = new AbortController()
  const puppet = new Puppet(recorder, strings, 'warehouse-1')
  const watch = new Watch(recorder, needed.signal)
  const { events } = recorder.history
  return { recorder, needed, puppet, role: puppet.role, watch, events, last: () => told(events.at(-1)) }
}

/** An event without its time. */
function told(event: HistoryEvent | undefined) {
  if (event === undefined) return null
  const { atMs: _, ...rest } = event
  return rest
}

const over = (message: string) => expect.objectContaining({ name: 'SceneOver', message })
const isOver = (why: Promise<unknown>, message: string) => expect(why).rejects.toEqual(over(message))

afterEach(() => void vi.useRealTimers())

describe('until', () => {
  it('ends at once when it is so', async () => {
    const { watch, role, events } = scene()
    await watch.until(
      'nothing',
      role,
      () => true,
      () => 0,
    )
    expect(events).toEqual([])
  })

  it('ends with the event that makes it so, and does not wait for a turn', async () => {
    const { watch, puppet, role } = scene()
    puppet.turns = () => new Promise(() => {}) // its event loop is blocked
    const until = watch.until(
      'a parcel in hand',
      role,
      ({ inHand }) => inHand.has(orderId),
      () => 0,
    )
    puppet.record(something)
    await until
  })

  it('gives up after so many turns in which nothing happened, and writes it down', async () => {
    const { watch, puppet, role, last } = scene()
    await isOver(
      watch.until('a parcel', role, never, () => 5),
      'nothing moves; waited for a parcel',
    )
    expect(last()).toEqual({ actor: 'warehouse-1', kind: 'quiet', turns: 6, waitedFor: 'a parcel' })
    expect(puppet.turned).toBe(7)
  })

  it('counts anew after each event', async () => {
    const { watch, puppet, role, last } = scene({
      onTurn: (puppet, turn) => turn % 4 === 0 && turn <= 40 && puppet.record(something),
    })
    await isOver(
      watch.until('a parcel', role, never, () => 5),
      'nothing moves; waited for a parcel',
    )
    expect(puppet.turned).toBeGreaterThan(40 + 5)
    expect(puppet.turned).toBeLessThan(40 + 10)
    expect(last()).toMatchObject({ kind: 'quiet', turns: 6 })
  })

  it('is as patient as the orders deserve at that time', async () => {
    const { watch, role, last } = scene({ onTurn: (puppet, turn) => turn === 1 && puppet.record(something) })
    const patience = vi.fn(({ inHand }) => (inHand.size > 0 ? 2 : 50))
    await isOver(watch.until('a parcel', role, never, patience), 'nothing moves; waited for a parcel')
    expect(last()).toMatchObject({ kind: 'quiet', turns: 3 })
  })

  it('ends after 25 s by the clock, however much happens', async () => {
    vi.useFakeTimers()
    const { watch, puppet, role, last } = scene({
      onTurn: (puppet) => {
        puppet.record(something)
        vi.advanceTimersByTime(900)
      },
    })
    await isOver(
      watch.until('a parcel', role, never, () => 5),
      'no end within 25 s; waited for a parcel',
    )
    expect(last()).toEqual({ actor: 'warehouse-1', kind: 'deadline', waitedFor: 'a parcel', seconds: 25 })
    expect(puppet.turned).toBeGreaterThanOrEqual(28)
  })
})

it('who has waited leaves nothing behind: no listener, no timer', async () => {
  vi.useFakeTimers()
  const { watch, recorder, role } = scene({ onTurn: (puppet, turn) => turn === 3 && puppet.record(something) })
  const onEvent = vi.spyOn(recorder, 'onEvent')
  const wakes: ReturnType<typeof vi.fn>[] = []
  onEvent.mockImplementation(() => {
    const stop = vi.fn()
    wakes.push(stop)
    return stop
  })
  await watch.until(
    'a parcel in hand',
    role,
    ({ inHand }) => inHand.size > 0,
    () => 5,
  )
  await isOver(
    watch.until('another one', role, never, () => 0),
    'nothing moves; waited for another one',
  )
  expect(wakes.length).toBeGreaterThan(0)
  for (const stop of wakes) expect(stop).toHaveBeenCalledOnce()
  expect(vi.getTimerCount()).toBe(0)
})

describe('still: so many turns in a row without an event', () => {
  it.each<[rule: string, busyTurns: number[], turns: number | undefined, turned: number]>([
    ['one will do', [], undefined, 1],
    ['or as many as are asked for', [], 8, 8],
    ['those with an event do not count', [1, 2, 3], undefined, 4],
    ['and those before it neither', [1, 5], 4, 9],
  ])('%s', async (_, busyTurns, turns, turned) => {
    const { watch, puppet, role } = scene({
      onTurn: (puppet, turn) => busyTurns.includes(turn) && puppet.record(something),
    })
    await watch.still(role, turns)
    expect(puppet.turned).toBe(turned)
  })
})

it('turns: so many, whatever happens', async () => {
  const { watch, puppet, role } = scene({ onTurn: (puppet) => puppet.record(something) })
  await watch.turns(role, 40)
  expect(puppet.turned).toBe(40)
})

describe('the scene is over', () => {
  type Scene = ReturnType<typeof scene>
  const waits: [what: string, wait: (scene: Scene) => Promise<unknown>, waitedFor: string][] = [
    ['until', ({ watch, role }) => watch.until('a parcel', role, never, () => 100), 'a parcel'],
    // In each turn something happens, so it is never still.
    ['still', ({ watch, role }) => watch.still(role), 'a pause in its work'],
    ['turns', ({ watch, role }) => watch.turns(role, 100_000), 'its next turn'],
    ['orGone', ({ watch, role }) => busy(role, watch.orGone(role, 'the others', new Promise(() => {}))), 'the others'],
  ]

  /** Who waits for no turn is woken by events. */
  async function busy<T>(role: Scene['role'], waiting: Promise<T>): Promise<T> {
    let done = false
    const end = waiting.finally(() => {
      done = true
    })
    end.catch(() => {}) // it is returned below
    while (!done) {
      await role.turns(1)
      await new Promise(setImmediate)
    }
    return end
  }

  describe.each(waits)('%s', (_, wait, waitedFor) => {
    it('when the role is gone before', async () => {
      const late = scene()
      late.puppet.dies()
      await isOver(wait(late), `warehouse-1 is gone; waited for ${waitedFor}`)
      expect(late.puppet.turned).toBe(0)
    })

    it('when the role goes', async () => {
      const dying = scene({
        onTurn: (puppet, turn) => {
          if (turn === 3) puppet.dies()
          puppet.record(something)
        },
      })
      await isOver(wait(dying), `warehouse-1 is gone; waited for ${waitedFor}`)
      expect(dying.puppet.turned).toBe(3)
      expect(dying.events.map(({ kind }) => kind)).toEqual(['shipping', 'shipping', 'shipping'])
    })

    it('when nobody needs it any more', async () => {
      const calledOff = scene({
        onTurn: (puppet, turn) => {
          if (turn === 3) calledOff.needed.abort()
          puppet.record(something)
        },
      })
      await isOver(wait(calledOff), 'nobody needs this scenario any more')
      expect(calledOff.puppet.turned).toBeLessThan(6)
    })
  })

  it.each(waits.slice(0, 3))('%s: when the history is flooded', async (_, wait) => {
    const flooded = scene({
      onTurn: (puppet) => {
        for (let count = 0; count < 1_000; count += 1) puppet.record(something)
      },
    })
    await isOver(wait(flooded), 'it goes round and round')
    expect(flooded.last()).toEqual({ actor: 'warehouse-1', kind: 'flood', events: flooded.events.length - 1 })
    expect(flooded.events.length).toBeGreaterThan(10_000)
    expect(flooded.events.length).toBeLessThan(13_000)
  })

  it('leaveIfOver: not as long as all is well', () => {
    const { watch, role, events } = scene()
    watch.leaveIfOver(role, 'a parcel', performance.now() - 24_000)
    expect(events).toEqual([])
  })

  it('leaveIfLate: after 25 s, whether the role is gone or not', () => {
    const { watch, puppet, role, last } = scene()
    puppet.dies()
    expect(() => watch.leaveIfLate(role, 'a parcel', performance.now() - 25_001)).toThrow(SceneOver)
    expect(last()).toEqual({ actor: 'warehouse-1', kind: 'deadline', waitedFor: 'a parcel', seconds: 25 })
  })

  it('giveUp: nothing moves any more', () => {
    const { watch, role, last } = scene()
    expect(() => watch.giveUp(role, 'a parcel', 81)).toThrow(over('nothing moves; waited for a parcel'))
    expect(last()).toEqual({ actor: 'warehouse-1', kind: 'quiet', turns: 81, waitedFor: 'a parcel' })
  })
})

describe('orGone: something that is no event', () => {
  it('comes', async () => {
    const { watch, role } = scene()
    const crash = Promise.withResolvers<string>()
    const waiting = watch.orGone(role, 'the crash', crash.promise)
    await new Promise(setImmediate)
    crash.resolve('the broker is back')
    expect(await waiting).toBe('the broker is back')
  })

  it('fails, and says why', async () => {
    const { watch, role } = scene()
    const crash = Promise.withResolvers<string>()
    const waiting = watch.orGone(role, 'the crash', crash.promise)
    crash.reject(new Error('the broker does not start'))
    await expect(waiting).rejects.toThrow('the broker does not start')
  })

  it('fails when nobody waits any more: that is nobody’s error', async () => {
    const { watch, puppet, role } = scene()
    const crash = Promise.withResolvers<string>()
    puppet.dies()
    await isOver(watch.orGone(role, 'the crash', crash.promise), 'warehouse-1 is gone; waited for the crash')
    crash.reject(new Error('the broker does not start')) // an unhandled rejection would fail this run
    await new Promise(setImmediate)
  })

  it('is given up within a second when nobody needs it, and nothing happens', async () => {
    vi.useFakeTimers()
    const { watch, role, needed } = scene()
    const waiting = watch.orGone(role, 'the crash', new Promise(() => {}))
    const end = isOver(waiting, 'nobody needs this scenario any more')
    needed.abort()
    await vi.advanceTimersByTimeAsync(1_000)
    await end
  })
})

it('the ledger is that of the history so far', () => {
  const { watch, recorder } = scene()
  const rows = [by.places('1-3'), by.claims('1-3'), by.gets('1-3'), by.shipsAtOnce('1'), by.acks('1')]
  for (const event of rows.flat()) {
    recorder.record('warehouse-1', event)
    expect(watch.ledger()).toEqual(ledgerOf(recorder.history))
  }
})
