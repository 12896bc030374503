import { describe, expect, it } from 'vitest'
import { content, method, protocolHeader, publish, rawFrame } from './amqp-bytes.ts'
import { eventually, Loopback, roundTrip } from './loopback.ts'
import { megabyte, writeUntilStuck } from './streams.ts'

const order = (id: string) => publish(1, id)
const confirm = (deliveryTag: number) => method('BasicAck', 1, { deliveryTag })
const other = { client: 'broker', broker: 'client' } as const

describe('cut()', () => {
  it('resets both sides of every connection; new ones may come', async () => {
    await using loopback = await Loopback.open()
    const ends = [await loopback.connect(), await loopback.connect()].flatMap(({ client, broker }) => [client, broker])
    loopback.wire.cut()
    await eventually(() => ends.every(({ closed }) => closed !== null))
    expect(ends.map(({ closed }) => closed)).toEqual(Array(4).fill('by a reset'))
    expect(loopback.events.slice(2)).toEqual([
      { connection: 1, kind: 'tcp-closed', by: 'lab' },
      { connection: 2, kind: 'tcp-closed', by: 'lab' },
    ])
    const { client, broker } = await loopback.connect()
    client.socket.write(order('a'))
    await eventually(() => broker.bytes.equals(order('a')))
    expect(loopback.events.at(-1)).toMatchObject({ connection: 3, kind: 'publish' })
  })

  it('closes a connection whose FIN is just being sent, too', async () => {
    const loopback = await Loopback.open({
      onEvent: ({ kind }, wire) => kind === 'tcp-closed' && process.nextTick(() => wire.cut()),
    })
    const { client, broker } = await loopback.connect()
    client.socket.end()
    await eventually(() => client.closed !== null && (broker.ended || broker.closed !== null))
    expect(client.closed).toBe('by a reset')
    await loopback[Symbol.asyncDispose]()
    expect(loopback.kinds()).toEqual(['tcp-open', 'tcp-closed by client'])
  })

  it('while the broker is being called: refused, and never open', async () => {
    await using loopback = await Loopback.open({
      broker: (here, wire) => {
        process.nextTick(() => wire.cut())
        return here
      },
    })
    const client = await loopback.knock()
    await eventually(() => client.closed !== null)
    expect(client.closed).toBe('by a reset')
    await roundTrip()
    expect(loopback.kinds()).toEqual(['tcp-refused'])
  })
})

describe('a new connection is reset', () => {
  it('after refuse(), until accept(); who is there stays', async () => {
    await using loopback = await Loopback.open()
    const { client, broker } = await loopback.connect()
    loopback.wire.refuse()
    const refused = await loopback.knock()
    await eventually(() => refused.closed !== null)
    expect(refused.closed).toBe('by a reset')
    client.socket.write(order('a'))
    await eventually(() => broker.bytes.equals(order('a')))
    loopback.wire.accept()
    const after = await loopback.connect()
    after.client.socket.write(order('b'))
    await eventually(() => after.broker.bytes.equals(order('b')))
    expect(loopback.kinds()).toEqual(['tcp-open', 'tcp-refused', 'publish', 'tcp-open', 'publish'])
  })

  it.each([
    ['there is no broker', () => null],
    ['nobody listens where the broker was', () => ({ host: '127.0.0.1', port: 1 })],
  ])('when %s', async (_, broker) => {
    await using loopback = await Loopback.open({ broker })
    const client = await loopback.knock()
    client.socket.write(protocolHeader)
    await eventually(() => client.closed !== null)
    expect(client.closed).toBe('by a reset')
    expect(loopback.events).toEqual([{ connection: 1, kind: 'tcp-refused' }])
  })
})

describe('a black hole', () => {
  it.each([
    ['to-broker', 'client'],
    ['to-client', 'broker'],
  ] as const)(
    '%s swallows bytes and FIN, tells nobody, and lets them through in order once healed',
    async (way, side) => {
      await using loopback = await Loopback.open()
      const ends = await loopback.connect()
      const [sender, receiver] = [ends[side], ends[other[side]]]
      loopback.wire.blackHole(way)
      sender.socket.write(order('a'))
      sender.socket.end(order('b'))
      await eventually(() => loopback.events.length === 4) // the lab knows what is in the hole
      receiver.socket.write(confirm(1)) // the other way is open
      await eventually(() => sender.bytes.equals(confirm(1)))
      await roundTrip()
      expect([receiver.bytes.length, receiver.ended, receiver.closed]).toEqual([0, false, null])
      loopback.wire.heal()
      await eventually(() => receiver.ended)
      expect(receiver.bytes).toEqual(Buffer.concat([order('a'), order('b')]))
      expect(loopback.kinds()).toEqual([
        ...['tcp-open', 'publish', 'publish', `tcp-closed by ${side}`, side === 'client' ? 'confirm' : 'ack'],
      ])
    },
  )

  it('that opens and closes in the middle of a message leaves it whole', async () => {
    await using loopback = await Loopback.open()
    const { client, broker } = await loopback.connect()
    const message = Buffer.concat([
      method('BasicPublish', 1, { exchange: '', routingKey: 'orders' }),
      content(1, '{"id":"order-1"}', {}, 5),
    ])
    const third = Math.floor(message.length / 3)
    client.socket.write(message.subarray(0, third))
    await eventually(() => broker.bytes.length > 0)
    loopback.wire.blackHole('to-broker')
    client.socket.write(message.subarray(third, 2 * third))
    await roundTrip()
    loopback.wire.heal()
    client.socket.write(message.subarray(2 * third))
    client.socket.write(order('order-2'))
    await eventually(() => broker.length === message.length + order('order-2').length)
    expect(broker.bytes).toEqual(Buffer.concat([message, order('order-2')]))
    expect(loopback.kinds()).toEqual(['tcp-open', 'publish', 'publish'])
  })

  it('takes to the grave what it holds when the connection is cut', async () => {
    await using loopback = await Loopback.open()
    const { client, broker } = await loopback.connect()
    loopback.wire.blackHole('to-client')
    broker.socket.write(confirm(1))
    await eventually(() => loopback.kinds().includes('confirm'))
    loopback.wire.cut()
    await eventually(() => client.closed !== null)
    loopback.wire.heal()
    await roundTrip()
    expect(client.closed).toBe('by a reset')
    expect(client.bytes).toHaveLength(0)
  })

  it('holds for connections that come later', async () => {
    await using loopback = await Loopback.open()
    loopback.wire.blackHole('to-broker')
    const { client, broker } = await loopback.connect()
    client.socket.write(protocolHeader)
    await roundTrip()
    expect(broker.bytes).toHaveLength(0)
    loopback.wire.heal()
    await eventually(() => broker.bytes.equals(protocolHeader))
    const after = await loopback.connect()
    after.client.socket.write(protocolHeader)
    await eventually(() => after.broker.bytes.equals(protocolHeader))
  })

  it('that is healed while the broker is being called is none', async () => {
    await using loopback = await Loopback.open({
      broker: (here, wire) => {
        process.nextTick(() => {
          wire.blackHole('to-broker')
          wire.heal()
        })
        return here
      },
    })
    const { client, broker } = await loopback.connect()
    client.socket.write(protocolHeader)
    await eventually(() => broker.bytes.equals(protocolHeader))
  })

  it('that is full does not hide the end, when the side behind it has died', async () => {
    await using loopback = await Loopback.open()
    const { client, broker } = await loopback.connect()
    loopback.wire.blackHole('to-client')
    await writeUntilStuck(broker, rawFrame(3, 1, Buffer.alloc(100_000)), 128 * megabyte)
    client.socket.resetAndDestroy()
    await eventually(() => broker.ended)
    broker.socket.end(Buffer.alloc(16 * megabyte))
    await eventually(() => broker.closed !== null)
    expect(loopback.kinds()).toEqual(['tcp-open', 'tcp-closed by client', 'garbage'])
  })

  it('stops the sender in the end: it does not hold without bound', async () => {
    await using loopback = await Loopback.open()
    const { client, broker } = await loopback.connect()
    loopback.wire.blackHole('to-broker')
    const { taken, sent } = await writeUntilStuck(client, rawFrame(3, 1, Buffer.alloc(100_000)), 128 * megabyte)
    expect(taken).toBeLessThan(48 * megabyte)
    loopback.wire.heal()
    client.socket.end()
    await eventually(() => broker.ended)
    expect(broker.length).toBe(sent)
  })

  it('lets nothing more into a side that has closed in the meantime', async () => {
    await using loopback = await Loopback.open()
    const { client, broker } = await loopback.connect()
    loopback.wire.blackHole('to-client')
    broker.socket.write(confirm(1))
    await eventually(() => loopback.kinds().includes('confirm'))
    client.socket.resetAndDestroy()
    await eventually(() => broker.ended)
    loopback.wire.heal()
    broker.socket.end()
    await eventually(() => broker.closed !== null)
    expect(loopback.kinds()).toEqual(['tcp-open', 'confirm', 'tcp-closed by client'])
  })
})

describe('strand()', () => {
  it('makes the open connections dead for ever, and nobody is told; new ones work', async () => {
    await using loopback = await Loopback.open()
    const old = await loopback.connect()
    loopback.wire.strand()
    old.client.socket.write(order('a'))
    old.broker.socket.write(confirm(1))
    await eventually(() => loopback.events.length === 3)
    loopback.wire.heal()
    const fresh = await loopback.connect()
    fresh.client.socket.write(order('b'))
    await eventually(() => fresh.broker.bytes.equals(order('b')))
    expect([old.client.length, old.broker.length, old.client.closed, old.broker.closed]).toEqual([0, 0, null, null])
  })
})

describe('keepConfirms()', () => {
  const merged = (deliveryTag: number, channel = 1) => method('BasicAck', channel, { deliveryTag, multiple: true })

  it('keeps confirms back, and giveConfirms() lets them go on as one frame a channel', async () => {
    await using loopback = await Loopback.open()
    const { client, broker } = await loopback.connect()
    loopback.wire.keepConfirms()
    const refusal = method('BasicNack', 1, { deliveryTag: 4, multiple: false })
    broker.socket.write(
      Buffer.concat([confirm(1), confirm(3), confirm(2), refusal, method('BasicAck', 2, { deliveryTag: 1 })]),
    )
    await eventually(() => client.bytes.equals(refusal))
    loopback.wire.giveConfirms()
    await eventually(() => client.bytes.equals(Buffer.concat([refusal, merged(3), merged(1, 2)])))
    broker.socket.write(confirm(5)) // 4 was refused: 5 can't be merged with it
    await eventually(() => loopback.kinds().filter((kind) => kind === 'confirm-kept').length === 5)
    loopback.wire.giveConfirms()
    await eventually(() => client.bytes.subarray(-confirm(5).length).equals(confirm(5)))
    expect(loopback.kinds().slice(1)).toEqual([
      ...['confirm-kept', 'confirm-kept', 'confirm-kept', 'refuse', 'confirm-kept', 'confirm', 'confirm'],
      ...['confirm-kept', 'confirm'],
    ])
  })

  it('holds for connections that come later', async () => {
    await using loopback = await Loopback.open()
    loopback.wire.keepConfirms()
    const { client, broker } = await loopback.connect()
    broker.socket.write(merged(7))
    await eventually(() => loopback.kinds().includes('confirm-kept'))
    expect(client.length).toBe(0)
    loopback.wire.giveConfirms()
    await eventually(() => client.bytes.equals(merged(7)))
  })
})
