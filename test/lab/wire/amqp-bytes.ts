import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Side } from './channel.ts'
import type { WireEvent } from './events.ts'
import { Observer } from './observer.ts'
import { Tap } from './tap.ts'

// The bytes of these tests come from amqplib's own encoder, which knows nothing of the lab's decoder.
// The package does not export it, so it is reached by its path.
const require = createRequire(import.meta.url)
const amqplib = dirname(require.resolve('amqplib'))
const defs = require(join(amqplib, 'lib/defs.js'))
const frame = require(join(amqplib, 'lib/frame.js'))

export const protocolHeader = Buffer.from(frame.PROTOCOL_HEADER, 'latin1')
export const heartbeat: Buffer = frame.HEARTBEAT_BUF

/** A method frame. `name` as amqplib has it: 'BasicPublish'. */
export function method(name: string, channel: number, fields: object = {}): Buffer {
  return defs.encodeMethod(defs[name], channel, fields)
}

/** The header and body frames of a message. */
export function content(channel: number, body: string, properties: object = {}, bodyFrameBytes = 131_064): Buffer {
  const bytes = Buffer.from(body)
  const frames: Buffer[] = [defs.encodeProperties(defs.BasicProperties, channel, bytes.length, properties)]
  for (let start = 0; start < bytes.length; start += bodyFrameBytes) {
    frames.push(frame.makeBodyFrame(channel, bytes.subarray(start, start + bodyFrameBytes)))
  }
  return Buffer.concat(frames)
}

export function publish(channel: number, messageId: string, body = '{}'): Buffer {
  return Buffer.concat([
    method('BasicPublish', channel, { exchange: '', routingKey: 'orders' }),
    content(channel, body, { messageId, deliveryMode: 2 }),
  ])
}

export function deliver(channel: number, consumerTag: string, deliveryTag: number, messageId: string): Buffer {
  return Buffer.concat([
    method('BasicDeliver', channel, { consumerTag, deliveryTag, redelivered: false, exchange: '', routingKey: 'o' }),
    content(channel, '{}', { messageId }),
  ])
}

/** A frame by hand, for what amqplib would never send. */
export function rawFrame(type: number, channel: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(7)
  head.writeUInt8(type, 0)
  head.writeUInt16BE(channel, 1)
  head.writeUInt32BE(payload.length, 3)
  return Buffer.concat([head, payload, Buffer.of(0xce)])
}

/** One connection as the wire reads it, without sockets. */
export function watch() {
  const events: WireEvent[] = []
  const observer = new Observer(1, (event) => events.push(event))
  const taps = { client: new Tap(observer, 'client'), broker: new Tap(observer, 'broker') }
  return {
    events,
    client: (...chunks: Buffer[]) => Buffer.concat(chunks.map((chunk) => taps.client.read(chunk))),
    broker: (...chunks: Buffer[]) => Buffer.concat(chunks.map((chunk) => taps.broker.read(chunk))),
    end: (side: Side) => taps[side].end(),
  }
}
