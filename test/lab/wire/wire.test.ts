import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Random } from '../random.ts'
import { method, publish, rawFrame } from './amqp-bytes.ts'
import { eventually, Loopback } from './loopback.ts'
import { amqpLike, megabyte, noise, writeInPieces, writeUntilStuck } from './streams.ts'

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const confirm = method('BasicAck', 1, { deliveryTag: 1 })
const other = { client: 'broker', broker: 'client' } as const

describe('bytes', () => {
  it.each([
    ['of AMQP', amqpLike, 2],
    ['of anything else', noise, 0],
  ])('%s arrive unchanged, both ways at once', async (_, stream, publishes) => {
    await using loopback = await Loopback.open()
    const { client, broker } = await loopback.connect()
    const [up, down] = [stream(new Random(1), 8 * megabyte), stream(new Random(2), 8 * megabyte)]
    await Promise.all([writeInPieces(client, up, new Random(3)), writeInPieces(broker, down, new Random(4))])
    client.socket.end()
    broker.socket.end()
    await eventually(() => client.closed !== null && broker.closed !== null)
    expect(broker.bytes.length).toBe(up.length)
    expect(hash(broker.bytes)).toBe(hash(up))
    expect(hash(client.bytes)).toBe(hash(down))
    expect(loopback.kinds().filter((kind) => kind === 'publish')).toHaveLength(2 * publishes)
  })

  it('that come before the broker has taken the connection are not lost', async () => {
    await using loopback = await Loopback.open()
    const client = await loopback.knock()
    client.socket.end(publish(1, 'a'))
    const broker = await loopback.taken()
    await eventually(() => broker.ended)
    expect(broker.bytes).toEqual(publish(1, 'a'))
  })

  it('of a frame without its end arrive before the FIN', async () => {
    await using loopback = await Loopback.open()
    const { client, broker } = await loopback.connect()
    client.socket.end(publish(1, 'a').subarray(0, 20))
    await eventually(() => broker.ended)
    expect(broker.bytes).toEqual(publish(1, 'a').subarray(0, 20))
  })

  it('are told before they arrive', async () => {
    await using loopback = await Loopback.open()
    const { client, broker } = await loopback.connect()
    const told: number[] = []
    client.socket.on('data', () => told.push(loopback.events.filter(({ kind }) => kind === 'confirm').length))
    for (let sent = 0; sent < 3; sent++) {
      broker.socket.write(confirm)
      await eventually(() => client.bytes.length === (sent + 1) * confirm.length)
    }
    expect(told).toEqual([1, 2, 3])
  })
})

describe('a reader that does not read', () => {
  const frame = rawFrame(3, 1, Buffer.alloc(100_000))

  it.each(['client', 'broker'] as const)('stops the writer, the %s, and loses nothing', async (side) => {
    await using loopback = await Loopback.open()
    const ends = await loopback.connect({ client: side === 'client', broker: side === 'broker' })
    const { taken, sent } = await writeUntilStuck(ends[side], frame, 128 * megabyte)
    expect(taken).toBeLessThan(48 * megabyte)
    const reader = ends[other[side]]
    reader.read()
    await eventually(() => reader.length === sent)
    ends[side].socket.end(confirm)
    await eventually(() => reader.ended)
    expect(reader.length).toBe(sent + confirm.length)
  })

  it('and then dies leaves nobody waiting', async () => {
    await using loopback = await Loopback.open()
    const { client, broker } = await loopback.connect({ client: false, broker: true })
    await writeUntilStuck(broker, frame, 128 * megabyte)
    client.socket.destroy()
    await eventually(() => broker.ended)
    broker.socket.end()
    await eventually(() => broker.closed !== null)
    expect(loopback.kinds()).toEqual(['tcp-open', 'tcp-closed by client'])
  })
})

describe('who closes first is told once', () => {
  it.each(['client', 'broker'] as const)('by a FIN of the %s; the other direction stays open', async (side) => {
    await using loopback = await Loopback.open()
    const ends = await loopback.connect()
    const [first, last] = [ends[side], ends[other[side]]]
    first.socket.end(confirm)
    await eventually(() => last.ended)
    last.socket.write(publish(1, 'a'))
    await eventually(() => first.bytes.equals(publish(1, 'a')))
    expect(first.ended).toBe(false)
    last.socket.end()
    await eventually(() => first.closed !== null && last.closed !== null)
    expect([first.closed, last.closed]).toEqual(['quietly', 'quietly'])
    expect(loopback.kinds()).toEqual([
      ...['tcp-open', side === 'client' ? 'ack' : 'confirm', `tcp-closed by ${side}`, 'publish'],
    ])
  })

  it.each(['client', 'broker'] as const)(
    'by a reset of the %s; the other side sees all bytes and a FIN',
    async (side) => {
      await using loopback = await Loopback.open()
      const ends = await loopback.connect()
      const [first, last] = [ends[side], ends[other[side]]]
      first.socket.write(confirm)
      await eventually(() => loopback.events.length === 2)
      first.socket.resetAndDestroy()
      await eventually(() => last.ended)
      last.socket.end()
      await eventually(() => last.closed !== null)
      expect(last.closed).toBe('quietly')
      expect(last.bytes).toEqual(confirm)
      expect(loopback.kinds().slice(2)).toEqual([`tcp-closed by ${side}`])
    },
  )
})

it('numbers the connections of a role', async () => {
  await using loopback = await Loopback.open()
  await loopback.connect()
  const { client } = await loopback.connect()
  client.socket.write(publish(1, 'a'))
  await eventually(() => loopback.events.length === 3)
  expect(loopback.events.map(({ connection }) => connection)).toEqual([1, 2, 2])
})

describe('when the wire is disposed of', () => {
  it('no socket is left, whatever state they were in', async () => {
    await eventually(() => sockets().length === 0)
    const loopback = await Loopback.open()
    await loopback.connect()
    const halfOpen = await loopback.connect()
    halfOpen.client.socket.end()
    await eventually(() => halfOpen.broker.ended)
    const stuck = await loopback.connect({ client: true, broker: false })
    await writeUntilStuck(stuck.client, rawFrame(3, 1, Buffer.alloc(100_000)), 128 * megabyte)
    loopback.wire.blackHole('to-broker')
    const inHole = await loopback.connect()
    inHole.client.socket.end(publish(1, 'a'))
    await eventually(() => loopback.events.some(({ kind }) => kind === 'publish'))
    const { port } = loopback.wire
    await loopback.wire[Symbol.asyncDispose]()
    await loopback.wire[Symbol.asyncDispose]()
    expect(await loopback.knocksAt(port)).toBe('refused')
    await loopback[Symbol.asyncDispose]()
    await eventually(() => sockets().length === 0) // Node's list is some turns late
  })
})

/** What keeps this process alive because of TCP. */
function sockets(): string[] {
  return process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP'))
}
