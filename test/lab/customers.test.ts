import { afterEach, describe, expect, it, vi } from 'vitest'
import { answerPatienceTurns, Customers } from './customers.ts'
import { about } from './histories.ts'
import { Recorder } from './history.ts'
import { Puppet, type Strings } from './puppet.ts'
import { Watch } from './watch.ts'

/** How an order service answers the calls for one order, in their order: 'no no yes'. The last one holds for all others. */
type Answers = Record<string, string>

/** So many customers, and an order service that does what the test says. Orders are called '1', '2', ... */
function shop(count: number, strings: Strings = {}) {
  const recorder = new Recorder(about.sunnyDay)
  const orders = Array.from({ length: count }, (_, index) => ({ id: `${index + 1}`, sku: 'lamp', quantity: 1 }))
  const needed = new AbortController()
  const customers = new Customers(orders, new Watch(recorder, needed.signal))
  const puppet = new Puppet(recorder, strings)
  const { events } = recorder.history
  const lastEvent = () => {
    const { atMs: _, ...event } = events.at(-1) ?? { atMs: 0 }
    return event
  }
  return { recorder, orders, needed, customers, puppet, orderService: puppet.role, events, lastEvent }
}

/** Answers at once, as it is told; 'yes' to those of whom nothing is said, and no answer at all for '-'. */
const answering = (answers: Answers): Strings => ({
  onPlace: (puppet, { id }, times) => {
    const calls = (answers[id] ?? 'yes').split(' ')
    const answer = calls[times - 1] ?? calls.at(-1)
    if (answer === 'yes') puppet.record({ kind: 'claimed', orderId: id })
    if (answer === 'no') puppet.record({ kind: 'not-claimed', orderId: id, message: 'the queue is full' })
  },
})

const accept = (puppet: Puppet, orderId: string) => puppet.record({ kind: 'claimed', orderId })
const refuse = (puppet: Puppet, orderId: string) =>
  puppet.record({ kind: 'not-claimed', orderId, message: 'the broker is away' })

const placed = ({ placed }: Puppet) => placed.map(({ order }) => order.id).join(' ')
/** After how many turns an order was placed, each time. */
const turnsOf = ({ placed }: Puppet, id: string) =>
  placed.flatMap(({ order, atTurn }) => (order.id === id ? [atTurn] : [])).join(' ')

const isOver = (waiting: Promise<unknown>, message: string) =>
  expect(waiting).rejects.toEqual(expect.objectContaining({ name: 'SceneOver', message }))

afterEach(() => void vi.useRealTimers())

describe('customers place', () => {
  it.each<[rule: string, counts: (number | undefined)[], placed: string]>([
    ['all orders at once', [undefined], '1 2 3 4 5'],
    ['or some', [2], '1 2'],
    ['and then the next ones', [2, 1, 2], '1 2 3 4 5'],
    ['and then the rest', [2, undefined], '1 2 3 4 5'],
    ['and no more than there are', [4, 4, 4], '1 2 3 4 5'],
  ])('%s', (_, counts, expected) => {
    const { customers, puppet, orderService } = shop(5)
    for (const count of counts) customers.place(orderService, count)
    expect(placed(puppet)).toBe(expected)
  })
})

describe('a stream of customers', () => {
  it('comes one by one, answered or not, until it is stopped; then nobody comes', async () => {
    const three = Promise.withResolvers<void>()
    const { customers, puppet, orderService } = shop(100_000, {
      onPlace: (_, { id }) => id === '3' && three.resolve(),
    })
    const stream = customers.stream(orderService, 1)
    await three.promise
    await stream.stop()
    const { count } = stream
    expect(placed(puppet).startsWith('1 2 3')).toBe(true)
    expect(puppet.placed).toHaveLength(count)

    await new Promise((resolve) => setTimeout(resolve, 20))
    expect([stream.count, puppet.placed.length]).toEqual([count, count])
  })

  it.each<[when: string, strings: Strings, placed: string]>([
    ['no order is left', {}, '1 2 3 4 5'],
    ['the order service is gone', { onPlace: (puppet, { id }) => id === '2' && puppet.dies() }, '1 2'],
  ])('ends when %s', async (_, strings, expected) => {
    const { customers, puppet, orderService } = shop(5, strings)
    const stream = customers.stream(orderService, 1)
    await vi.waitFor(() => expect(placed(puppet)).toBe(expected))
    await new Promise((resolve) => setTimeout(resolve, 20))
    await stream.stop()
    expect(placed(puppet)).toBe(expected)
    expect(stream.count).toBe(puppet.placed.length)
  })

  it('goes on where others have ended, and they where it has', async () => {
    const { customers, puppet, orderService } = shop(1_000)
    customers.place(orderService, 2)
    const stream = customers.stream(orderService, 1)
    await stream.stop()
    customers.place(orderService, 1)
    expect(placed(puppet)).toBe('1 2 3 4')
    expect(stream.count).toBe(1)
  })
})

describe('answered: no call of place() is open', () => {
  it.each<[rule: string, strings: Strings, turns: number]>([
    ['at once, when all have said something', answering({ 2: 'no' }), 1],
    ['when the last answer comes', { onTurn: (puppet, turn) => turn <= 3 && accept(puppet, `${turn}`) }, 3],
    ['also when it is a refusal', { onTurn: (puppet, turn) => turn <= 3 && refuse(puppet, `${turn}`) }, 3],
  ])('%s', async (_, strings, turns) => {
    const { customers, puppet, orderService } = shop(3, strings)
    customers.place(orderService)
    await customers.answered(orderService)
    expect(puppet.turned).toBeGreaterThanOrEqual(turns)
    expect(puppet.turned).toBeLessThanOrEqual(turns + 1)
    expect(placed(puppet)).toBe('1 2 3')
  })

  it('is given up after 400 turns in which nothing happens', async () => {
    const { customers, orderService, lastEvent } = shop(3, answering({ 2: '-' }))
    customers.place(orderService)
    await isOver(customers.answered(orderService), 'nothing moves; waited for the answer to every order')
    expect(lastEvent()).toEqual({
      ...{ actor: 'order-service', kind: 'quiet', turns: answerPatienceTurns + 1 },
      waitedFor: 'the answer to every order',
    })
  })

  it('does not ask for another call from those who were refused', async () => {
    const { customers, puppet, orderService } = shop(1, answering({ 1: 'no' }))
    customers.place(orderService)
    await customers.answered(orderService)
    expect(puppet.placed).toHaveLength(1)
  })
})

describe('answered, with something done each time', () => {
  it('does nothing when nothing is open', async () => {
    const { customers, orderService } = shop(3, answering({}))
    customers.place(orderService)
    await customers.answered(orderService, () => Promise.reject(new Error('nobody needs it')))
  })

  it('does it until all are answered', async () => {
    const { customers, puppet, orderService } = shop(3)
    customers.place(orderService)
    let times = 0
    await customers.answered(orderService, async () => accept(puppet, `${++times}`))
    expect(times).toBe(3)
  })

  it('counts anew after each answer', async () => {
    const { customers, puppet, orderService, events } = shop(3)
    customers.place(orderService)
    let times = 0
    await customers.answered(orderService, async () => {
      times += 1
      if (times % 40 === 0) accept(puppet, `${times / 40}`)
    })
    expect(times).toBe(120)
    expect(events.some(({ kind }) => kind === 'quiet')).toBe(false)
  })

  it('gives up when it has not helped 41 times', async () => {
    const { customers, orderService, lastEvent } = shop(3)
    customers.place(orderService)
    let times = 0
    const waiting = customers.answered(orderService, async () => void times++)
    await isOver(waiting, 'nothing moves; waited for the answer to every order')
    expect(times).toBe(41)
    expect(lastEvent()).toMatchObject({ kind: 'quiet', turns: 41 })
  })

  it('ends when what is done each time says that the scene is over', async () => {
    const { customers, orderService } = shop(3)
    customers.place(orderService)
    const waiting = customers.answered(orderService, () => Promise.reject(new Error('the role is gone')))
    await expect(waiting).rejects.toThrow('the role is gone')
  })
})

describe('answered or patient', () => {
  it.each<[rule: string, strings: Strings, turns: number]>([
    ['all are answered: it goes on at once', answering({ 2: 'no' }), 0],
    ['the last answer comes later', { onTurn: (puppet, turn) => turn <= 3 && refuse(puppet, `${turn}`) }, 3],
    ['it waits for better times: that is its right', answering({ 2: '-' }), 200],
  ])('%s', async (_, strings, turns) => {
    const { customers, puppet, orderService, events } = shop(3, strings)
    customers.place(orderService)
    await customers.answeredOrPatient(orderService)
    expect(puppet.turned).toBe(turns)
    expect(events.some(({ kind }) => kind === 'quiet')).toBe(false)
  })

  it('does not wait for a dead one', async () => {
    const { customers, orderService } = shop(3, { onTurn: (puppet, turn) => turn === 5 && puppet.dies() })
    customers.place(orderService)
    await isOver(customers.answeredOrPatient(orderService), 'order-service is gone; waited for its next turn')
  })
})

describe('claimed: who is refused tries again with the same order', () => {
  it.each<[rule: string, answers: Answers, triesOfTwo: string]>([
    ['all are accepted', {}, '0'],
    ['one is refused once, and tries again', { 2: 'no yes' }, '0 7'],
    ['one is refused three times: every 8 turns', { 2: 'no no no yes' }, '0 7 15 23'],
    ['several are refused', { 1: 'no no yes', 2: 'no yes', 3: 'no no no no yes' }, '0 7'],
    ['one was accepted, and is then refused', { 2: 'yes no' }, '0'],
  ])('%s', async (_, answers, triesOfTwo) => {
    const { customers, puppet, orderService, orders } = shop(3, answering(answers))
    customers.place(orderService)
    await customers.claimed(orderService)
    expect(turnsOf(puppet, '2')).toBe(triesOfTwo)
    for (const { order } of puppet.placed) expect(orders, 'the same order, not one like it').toContain(order)
    for (const { id } of orders)
      expect(turnsOf(puppet, id).split(' ')).toHaveLength((answers[id] ?? 'yes').split(' ').indexOf('yes') + 1)
  })

  it('does not try again while the call is open', async () => {
    const { customers, puppet, orderService } = shop(1, {
      onTurn: (puppet, turn) => turn === 100 && accept(puppet, '1'),
    })
    customers.place(orderService)
    await customers.claimed(orderService)
    expect(turnsOf(puppet, '1')).toBe('0')
  })

  it('counts its turns from the refusal on', async () => {
    const { customers, puppet, orderService } = shop(1, {
      onTurn: (puppet, turn) => turn === 100 && refuse(puppet, '1'),
      onPlace: (puppet, { id }, times) => times === 2 && accept(puppet, id),
    })
    customers.place(orderService)
    await customers.claimed(orderService)
    expect(turnsOf(puppet, '1')).toBe('0 107')
  })

  it('is no matter of those who have not come yet', async () => {
    const { customers, puppet, orderService } = shop(5, answering({}))
    customers.place(orderService, 2)
    await customers.claimed(orderService)
    expect(placed(puppet)).toBe('1 2')
  })

  it('tries again at the next order service what the killed one has not answered', async () => {
    const { customers, puppet: first, orderService, recorder } = shop(2, answering({ 2: '-' }))
    customers.place(orderService)
    first.record({ kind: 'fault', fault: 'SIGKILL', orderId: null })
    first.dies()
    const second = new Puppet(recorder, answering({}), 'order-service-2')
    await customers.claimed(second.role)
    expect([placed(first), placed(second)]).toEqual(['1 2', '2'])
  })
})

describe('claimed is given up', () => {
  const waitedFor = 'every order to be accepted'

  it.each<[when: string, answers: Answers, tries: number]>([
    ['when 400 turns go by without an answer', { 2: '-' }, 1],
    ['when 400 turns go by with refusals only', { 2: 'no' }, 1 + 400 / 8],
  ])('%s', async (_, answers, tries) => {
    const { customers, puppet, orderService, events } = shop(3, answering(answers))
    customers.place(orderService)
    await isOver(customers.claimed(orderService), `nothing moves; waited for ${waitedFor}`)
    expect(puppet.turned).toBe(answerPatienceTurns + 1)
    expect(turnsOf(puppet, '2').split(' ')).toHaveLength(tries)
    const quiet = events.filter(({ kind }) => kind === 'quiet')
    expect(quiet).toMatchObject([{ actor: 'order-service', turns: answerPatienceTurns + 1, waitedFor }])
  })

  it('not when one is accepted now and then', async () => {
    const { customers, puppet, orderService, events } = shop(5, {
      onTurn: (puppet, turn) => turn % 400 === 0 && accept(puppet, `${turn / 400}`),
    })
    customers.place(orderService)
    await customers.claimed(orderService)
    expect(puppet.turned).toBe(2_000)
    expect(events.some(({ kind }) => kind === 'quiet')).toBe(false)
  })

  it('25 s after the last claim, by the clock', async () => {
    vi.useFakeTimers()
    const { customers, puppet, orderService, lastEvent } = shop(3, {
      onTurn: (puppet, turn) => {
        vi.advanceTimersByTime(1_000)
        if (turn === 20) accept(puppet, '1')
        if (turn === 40) accept(puppet, '2')
      },
    })
    customers.place(orderService)
    await isOver(customers.claimed(orderService), `no end within 25 s; waited for ${waitedFor}`)
    expect(puppet.turned).toBe(40 + 25)
    expect(lastEvent()).toEqual({ actor: 'order-service', kind: 'deadline', waitedFor, seconds: 25 })
  })

  it('when the order service goes', async () => {
    const { customers, puppet, orderService, events } = shop(3, {
      onTurn: (puppet, turn) => turn === 5 && puppet.dies(),
    })
    customers.place(orderService)
    await isOver(customers.claimed(orderService), `order-service is gone; waited for ${waitedFor}`)
    expect(puppet.turned).toBe(5)
    expect(events).toHaveLength(3)
  })

  it('when nobody needs it any more', async () => {
    const { customers, puppet, orderService, needed } = shop(3, {
      onTurn: (_, turn) => turn === 5 && needed.abort(),
    })
    customers.place(orderService)
    await isOver(customers.claimed(orderService), 'nobody needs this scenario any more')
    expect(puppet.turned).toBe(5)
  })
})
