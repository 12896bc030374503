import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { propertyRuns } from '../property-runs.ts'
import { content, deliver, heartbeat, method, protocolHeader, publish, rawFrame, watch } from './amqp-bytes.ts'
import type { Side } from './channel.ts'

/** What one side writes at once: whole frames. */
interface Step {
  from: Side
  bytes: Buffer
}

const channel = fc.integer({ min: 1, max: 3 })
const tag = fc.integer({ min: 0, max: 5 })
const name = fc.constantFrom('orders', 'parcels', '', 'ünïcode', 'x'.repeat(255))
const id = fc.option(fc.string({ maxLength: 40, unit: 'grapheme' }), { nil: undefined })
const body = fc.string({ maxLength: 60, unit: 'grapheme' })
/** Splits a body into frames of this size. */
const bodyFrameBytes = fc.integer({ min: 1, max: 70 })

const ofClient: fc.Arbitrary<Buffer>[] = [
  channel.map((number) => method('ChannelOpen', number)),
  channel.map((number) => method('ConfirmSelect', number)),
  fc.tuple(channel, name).map(([number, queue]) => method('QueueDeclare', number, { queue, durable: true })),
  fc
    .tuple(channel, name, fc.boolean())
    .map(([number, queue, noAck]) => method('BasicConsume', number, { queue, noAck })),
  fc.tuple(channel, name).map(([number, queue]) => method('BasicGet', number, { queue })),
  fc.tuple(channel, fc.string({ maxLength: 20 })).map(([number, messageId]) => publish(number, messageId)),
  fc.tuple(channel, id, body, bodyFrameBytes).map(([number, messageId, text, most]) => {
    const head = method('BasicPublish', number, { exchange: 'shop', routingKey: 'k', mandatory: true })
    return Buffer.concat([head, content(number, text, { messageId }, most)])
  }),
  fc
    .tuple(channel, tag, fc.boolean())
    .map(([number, deliveryTag, multiple]) => method('BasicAck', number, { deliveryTag, multiple })),
  fc
    .tuple(channel, tag, fc.boolean(), fc.boolean())
    .map(([number, deliveryTag, multiple, requeue]) => method('BasicNack', number, { deliveryTag, multiple, requeue })),
  fc.constant(heartbeat),
]

const ofBroker: fc.Arbitrary<Buffer>[] = [
  channel.map((number) => method('ChannelOpenOk', number)),
  fc
    .tuple(channel, name)
    .map(([number, queue]) => method('QueueDeclareOk', number, { queue, messageCount: 3, consumerCount: 1 })),
  channel.map((number) => method('BasicConsumeOk', number, { consumerTag: 'tag' })),
  fc
    .tuple(channel, tag, fc.string({ maxLength: 20 }))
    .map(([number, deliveryTag, messageId]) => deliver(number, 'tag', deliveryTag, messageId)),
  fc
    .tuple(channel, tag, fc.boolean())
    .map(([number, deliveryTag, multiple]) => method('BasicAck', number, { deliveryTag, multiple })),
  fc.tuple(channel, body, bodyFrameBytes).map(([number, text, most]) => {
    const head = method('BasicReturn', number, {
      replyCode: 312,
      replyText: 'NO_ROUTE',
      exchange: 'x',
      routingKey: 'k',
    })
    return Buffer.concat([head, content(number, text, {}, most)])
  }),
  fc
    .tuple(fc.constantFrom(1, 3, 8), channel, fc.uint8Array({ maxLength: 50 }))
    .map(([type, number, payload]) => rawFrame(type === 1 ? 8 : type, number, Buffer.from(payload))),
  fc.constant(heartbeat),
]

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.oneof(...ofClient).map((bytes) => ({ from: 'client' as const, bytes })),
  fc.oneof(...ofBroker).map((bytes) => ({ from: 'broker' as const, bytes })),
)
const steps = fc.array(step, { maxLength: 25 })
/** Where bytes are cut: shares of their length. */
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 })

function play(session: Step[], chunksOf: (bytes: Buffer, index: number) => Buffer[]) {
  const wire = watch()
  const passed = { client: [] as Buffer[], broker: [] as Buffer[] }
  for (const [index, { from, bytes }] of session.entries()) passed[from].push(wire[from](...chunksOf(bytes, index)))
  return { events: wire.events, client: Buffer.concat(passed.client), broker: Buffer.concat(passed.broker) }
}

function cutAt(bytes: Buffer, shares: number[]): Buffer[] {
  const ends = [...shares.map((share) => Math.floor(share * bytes.length)), bytes.length].sort((a, b) => a - b)
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
}

const written = (session: Step[], side: Side) =>
  Buffer.concat(session.filter(({ from }) => from === side).map(({ bytes }) => bytes))

describe('any sequence of frames', { timeout: 60_000 }, () => {
  it('tells the same events and passes the same bytes on, wherever TCP has cut it', () => {
    fc.assert(
      fc.property(steps, fc.array(cuts, { minLength: 1, maxLength: 25 }), (session, where) => {
        const whole = play(session, (bytes) => [bytes])
        const pieces = play(session, (bytes, index) => cutAt(bytes, where[index % where.length] as number[]))
        expect(pieces.events).toStrictEqual(whole.events)
        for (const side of ['client', 'broker'] as const) {
          expect(whole[side].equals(written(session, side))).toBe(true)
          expect(pieces[side].equals(whole[side])).toBe(true)
        }
      }),
      propertyRuns,
    )
  })

  it('tells the same when one side comes in one piece', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(...ofClient), { maxLength: 30 }), cuts, (frames, where) => {
        const session = frames.map((bytes) => ({ from: 'client' as const, bytes }))
        const joined = [{ from: 'client' as const, bytes: Buffer.concat([protocolHeader, ...frames]) }]
        const whole = play(session, (bytes) => [bytes])
        expect(play(joined, (bytes) => cutAt(bytes, where)).events).toStrictEqual(whole.events)
      }),
      propertyRuns,
    )
  })

  it('ends with the bytes that were written, when it is cut off in the middle of a frame', () => {
    fc.assert(
      fc.property(steps, fc.double({ min: 0, max: 1, noNaN: true }), (session, share) => {
        const all = written(session, 'client')
        const wire = watch()
        const early = all.subarray(0, Math.floor(share * all.length))
        const passed = Buffer.concat([wire.client(early), wire.end('client')])
        expect(passed.equals(early)).toBe(true)
      }),
      propertyRuns,
    )
  })
})

describe('any bytes at all', { timeout: 60_000 }, () => {
  it('are passed on unchanged, and break nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), (chunks) => {
        const wire = watch()
        const passed = [...chunks.map((chunk) => wire.client(Buffer.from(chunk))), wire.end('client')]
        expect(Buffer.concat(passed).equals(Buffer.concat(chunks))).toBe(true)
      }),
      propertyRuns,
    )
  })
})
