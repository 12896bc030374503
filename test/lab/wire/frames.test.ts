import { describe, expect, it } from 'vitest'
import { Random } from '../random.ts'
import { content, heartbeat, method, protocolHeader, publish, rawFrame, watch } from './amqp-bytes.ts'
import type { Side } from './channel.ts'
import { session, sessionEvents } from './session.ts'

/** Plays the session with each step cut into chunks. Returns what was told, and what may go on. */
function play(chunksOf: (bytes: Buffer, step: number) => Buffer[], steps = session) {
  const wire = watch()
  const passed = { client: [] as Buffer[], broker: [] as Buffer[] }
  for (const [step, { from, bytes }] of steps.entries()) passed[from].push(wire[from](...chunksOf(bytes, step)))
  return { events: wire.events, passed }
}

function sent(from: Side): Buffer {
  return Buffer.concat(session.filter((step) => step.from === from).map(({ bytes }) => bytes))
}

describe('a session tells the same', () => {
  it('frame by frame', () => {
    const { events, passed } = play((bytes) => [bytes])
    expect(events).toStrictEqual(sessionEvents)
    expect(Buffer.concat(passed.client)).toEqual(sent('client'))
    expect(Buffer.concat(passed.broker)).toEqual(sent('broker'))
  })

  it('byte by byte', () => {
    const { events, passed } = play((bytes) => Array.from(bytes, (byte) => Buffer.of(byte)))
    expect(events).toStrictEqual(sessionEvents)
    expect(Buffer.concat(passed.client)).toEqual(sent('client'))
  })

  it('split at any one byte', () => {
    const expected = JSON.stringify(sessionEvents)
    for (const [step, { bytes }] of session.entries()) {
      for (let at = 1; at < bytes.length; at++) {
        const { events, passed } = play((all, now) => (now === step ? [all.subarray(0, at), all.subarray(at)] : [all]))
        expect(sorted(events), `step ${step} split at ${at}`).toBe(sorted(JSON.parse(expected)))
        expect(Buffer.concat(passed.broker).equals(sent('broker'))).toBe(true)
      }
    }
  })

  it('with all frames of a side in one chunk', () => {
    const joined: typeof session = []
    for (const step of session) {
      const last = joined.at(-1)
      if (last?.from === step.from) last.bytes = Buffer.concat([last.bytes, step.bytes])
      else joined.push({ ...step })
    }
    expect(joined.length).toBeLessThan(session.length)
    expect(play((bytes) => [bytes], joined).events).toStrictEqual(sessionEvents)
  })
})

describe('an unfinished frame', () => {
  it('waits until it is whole', () => {
    const wire = watch()
    const bytes = publish(1, 'a')
    expect(wire.client(bytes.subarray(0, 10))).toHaveLength(0)
    expect(wire.client(bytes.subarray(10))).toEqual(bytes)
  })

  it('goes on as it is when the direction ends', () => {
    const wire = watch()
    wire.client(publish(1, 'a').subarray(0, 10))
    expect(wire.end('client')).toEqual(publish(1, 'a').subarray(0, 10))
    expect(wire.end('client')).toHaveLength(0)
  })
})

describe('frames without an event', () => {
  it('are passed on: heartbeats, both protocol headers, methods that the lab does not read', () => {
    const wire = watch()
    const unread = method('QueueBind', 1, { queue: 'q', exchange: 'x', routingKey: 'k', arguments: {} })
    expect(wire.client(protocolHeader, heartbeat, unread)).toEqual(Buffer.concat([protocolHeader, heartbeat, unread]))
    expect(wire.broker(protocolHeader)).toEqual(protocolHeader)
    expect(wire.events).toEqual([])
  })
})

describe('garbage', () => {
  const good = publish(1, 'order-1')
  const wrongEnd = Buffer.from(heartbeat)
  wrongEnd[7] = 0xcd
  const huge = Buffer.from(rawFrame(1, 1, Buffer.alloc(0)))
  huge.writeUInt32BE(0x7fffffff, 3)

  it.each([
    ['a wrong first byte', Buffer.from('GET / HTTP/1.1\r\n\r\n'), "A frame can't begin with byte 71."],
    ['a wrong end mark', wrongEnd, 'A frame ends with byte 205 instead of 206.'],
    ['a huge size', huge, 'A frame of 2147483647 bytes is too large to be one.'],
    ['a second protocol header', protocolHeader, "A frame can't begin with byte 65."],
  ])('%s: the frames before it are told, the rest is passed on unread', (_, garbage, what) => {
    const bytes = Buffer.concat([good, garbage, good])
    for (const chunks of [[bytes], Array.from(bytes, (byte) => Buffer.of(byte))]) {
      const wire = watch()
      expect(wire.client(...chunks)).toEqual(bytes)
      expect(wire.client(good)).toEqual(good)
      expect(wire.events).toMatchObject([
        { kind: 'publish', orderId: 'order-1' },
        { connection: 1, kind: 'garbage', from: 'client', what },
      ])
    }
  })

  it('a bad protocol header is told at its first wrong byte', () => {
    const wire = watch()
    expect(wire.client(Buffer.from('AM'))).toHaveLength(0)
    expect(wire.client(Buffer.from('X'))).toEqual(Buffer.from('AMX'))
    expect(wire.events).toMatchObject([{ kind: 'garbage', what: '"AMX" is no AMQP protocol header.' }])
  })

  it('in one direction leaves the other one readable', () => {
    const wire = watch()
    wire.broker(Buffer.from('nonsense'))
    wire.client(good)
    expect(wire.events).toMatchObject([{ kind: 'garbage', from: 'broker' }, { kind: 'publish' }])
  })
})

describe('a payload that ends too early', () => {
  const deliver = method('BasicDeliver', 1, { ...{ consumerTag: 'c', deliveryTag: 1 }, exchange: '', routingKey: '' })
  const header = content(1, '', { headers: { a: 1 }, messageId: 'order-1' })

  it.each([
    ['no method number', rawFrame(1, 1, Buffer.alloc(3))],
    ['a text longer than its frame', rawFrame(1, 1, Buffer.from([0, 60, 0, 30, 200, 65]))],
    ['half a delivery tag', rawFrame(1, 1, deliver.subarray(7, 17))],
    ['a table longer than its frame', rawFrame(2, 1, header.subarray(7, 26))],
  ])('%s: garbage, told once, passed on', (_, bad) => {
    const wire = watch()
    const begin = method('BasicPublish', 1, { exchange: '', routingKey: '' })
    expect(wire.client(Buffer.concat([begin, bad, heartbeat]), bad)).toEqual(
      Buffer.concat([begin, bad, heartbeat, bad]),
    )
    expect(wire.events).toMatchObject([{ kind: 'garbage', what: expect.stringMatching(/^A payload of \d+ bytes/) }])
  })

  it('never stops the lab, wherever it ends', () => {
    for (const { from, bytes } of session.filter(({ bytes }) => bytes !== protocolHeader)) {
      const size = bytes.readUInt32BE(3)
      for (let kept = 0; kept < size; kept++) {
        const wire = watch()
        wire[from](method('BasicPublish', 1, { exchange: '', routingKey: '' }))
        const bad = rawFrame(bytes[0] as number, 1, bytes.subarray(7, 7 + kept))
        expect(wire[from](bad, bad)).toEqual(Buffer.concat([bad, bad]))
        expect(wire.events.filter(({ kind }) => kind === 'garbage').length).toBeLessThanOrEqual(1)
      }
    }
  })

  it('never stops the lab, whichever bytes are wrong', () => {
    const random = new Random(7431)
    for (let round = 0; round < 3000; round++) {
      const wire = watch()
      const bytes = Buffer.concat(session.filter(({ from }) => from === 'client').map((step) => step.bytes))
      for (let wrong = random.between(1, 5); wrong > 0; wrong--) {
        bytes[random.between(0, bytes.length - 1)] = random.between(0, 255)
      }
      const at = random.between(0, bytes.length)
      const passed = wire.client(bytes.subarray(0, at), bytes.subarray(at))
      expect(Buffer.concat([passed, wire.end('client')]).equals(bytes)).toBe(true)
    }
  })
})

/** For a fast comparison: the order of an event's fields does not matter. */
function sorted(events: object[]): string {
  return JSON.stringify(events.map((event) => Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1))))
}
