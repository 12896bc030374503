import type { ChannelEvent, WireEvent } from './events.ts'
import { Fields, type Properties, readProperties } from './fields.ts'
import { type Frame, frameType } from './frames.ts'

type From = 'client' | 'broker'

/** A message whose header and body are still to come. */
interface Pending {
  finish(properties: Properties, body: Buffer): ChannelEvent
  properties: Properties | null
  body: Buffer[]
  missingBytes: number
}

interface Channel {
  /** Publishes since confirm.select; null before it. */
  published: number | null
  consumers: Map<string, { queue: string; noAck: boolean }>
  /** Requests that the broker answers in order: what was asked, to be told apart by the answer. */
  consumesAsked: { queue: string; noAck: boolean }[]
  getsAsked: { queue: string; noAck: boolean }[]
  pending: { client: Pending | null; broker: Pending | null }
}

/** Follows one connection, both directions, and says what its frames mean. Numbers: AMQP 0-9-1 specification, chapter 1. */
export class Observer {
  readonly #connection: number
  readonly #record: (event: WireEvent) => void
  readonly #channels = new Map<number, Channel>()

  constructor(connection: number, record: (event: WireEvent) => void) {
    this.#connection = connection
    this.#record = record
  }

  see(frame: Frame, from: From): void {
    if (frame.type === frameType.method) this.#method(frame, from)
    else if (frame.type === frameType.header) this.#header(frame, from)
    else if (frame.type === frameType.body) this.#body(frame, from)
  }

  #method({ channel: number, payload }: Frame, from: From): void {
    const fields = new Fields(payload)
    const id = fields.short() * 1000 + fields.short()
    const emit = (event: ChannelEvent) => this.#record({ connection: this.#connection, channel: number, ...event })
    const channel = this.#channel(number)
    const content = (finish: Pending['finish']) => {
      channel.pending[from] = { finish, properties: null, body: [], missingBytes: 0 }
    }
    switch (id) {
      case 10_041: // connection.open-ok
        return this.#record({ connection: this.#connection, kind: 'connection-open' })
      case 10_050: // connection.close
        return this.#record({
          ...{ connection: this.#connection, kind: 'connection-close', by: from },
          ...{ code: fields.short(), text: fields.shortString() },
        })
      case 20_010:
        this.#channels.delete(number) // tags and consumers begin anew
        return emit({ kind: 'channel-open' })
      case 20_040:
        return emit({ kind: 'channel-close', by: from, code: fields.short(), text: fields.shortString() })
      case 85_010:
        channel.published ??= 0
        return emit({ kind: 'confirm-select' })
      case 40_010: {
        fields.short()
        const exchange = fields.shortString()
        const type = fields.shortString()
        const bits = fields.octet()
        return emit({ kind: 'declare-exchange', exchange, type, passive: bit(bits, 0), durable: bit(bits, 1) })
      }
      case 50_010: {
        fields.short()
        const queue = fields.shortString()
        const bits = fields.octet()
        return emit({
          ...{ kind: 'declare-queue', queue, passive: bit(bits, 0), durable: bit(bits, 1) },
          ...{ exclusive: bit(bits, 2), autoDelete: bit(bits, 3) },
        })
      }
      case 50_011:
        return emit({
          kind: 'queue-declared',
          queue: fields.shortString(),
          ready: fields.long(),
          consumers: fields.long(),
        })
      case 50_030:
        fields.short()
        return emit({ kind: 'purge-queue', queue: fields.shortString() })
      case 50_040:
        fields.short()
        return emit({ kind: 'delete-queue', queue: fields.shortString() })
      case 60_010:
        fields.long()
        return emit({ kind: 'qos', prefetch: fields.short(), global: bit(fields.octet(), 0) })
      case 60_020:
        return emit(this.#consume(channel, fields))
      case 60_021: {
        const consumerTag = fields.shortString()
        const asked = channel.consumesAsked.shift() ?? { queue: '', noAck: false }
        channel.consumers.set(consumerTag, asked)
        return emit({ kind: 'consuming', consumerTag, ...asked })
      }
      case 60_030:
        return emit({ kind: 'cancel', by: from, consumerTag: fields.shortString() })
      case 60_040: {
        fields.short()
        const exchange = fields.shortString()
        const routingKey = fields.shortString()
        const mandatory = bit(fields.octet(), 0)
        if (channel.published !== null) channel.published += 1
        const sequence = channel.published
        return content(({ persistent, messageId }, body) => ({
          ...{ kind: 'publish', exchange, routingKey, mandatory, persistent, sequence },
          orderId: messageId ?? idIn(body),
        }))
      }
      case 60_050: {
        const answer = { code: fields.short(), text: fields.shortString() }
        const to = { exchange: fields.shortString(), routingKey: fields.shortString() }
        return content(({ messageId }, body) => ({
          kind: 'return',
          ...answer,
          ...to,
          orderId: messageId ?? idIn(body),
        }))
      }
      case 60_060: {
        const consumer = channel.consumers.get(fields.shortString()) ?? { queue: '', noAck: false }
        const delivery = { tag: fields.longLong(), redelivered: bit(fields.octet(), 0), got: false, ...consumer }
        return content(({ messageId }, body) => ({ kind: 'deliver', ...delivery, orderId: messageId ?? idIn(body) }))
      }
      case 60_070:
        fields.short()
        channel.getsAsked.push({ queue: fields.shortString(), noAck: bit(fields.octet(), 0) })
        return
      case 60_071: {
        const asked = channel.getsAsked.shift() ?? { queue: '', noAck: false }
        const delivery = { tag: fields.longLong(), redelivered: bit(fields.octet(), 0), got: true, ...asked }
        return content(({ messageId }, body) => ({ kind: 'deliver', ...delivery, orderId: messageId ?? idIn(body) }))
      }
      case 60_072:
        channel.getsAsked.shift()
        return
      case 60_080:
        return emit({
          kind: from === 'broker' ? 'confirm' : 'ack',
          tag: fields.longLong(),
          multiple: bit(fields.octet(), 0),
        })
      case 60_090:
        return emit({ kind: 'nack', tag: fields.longLong(), multiple: false, requeue: bit(fields.octet(), 0) })
      case 60_120: {
        const tag = fields.longLong()
        const bits = fields.octet()
        if (from === 'broker') return emit({ kind: 'refuse', tag, multiple: bit(bits, 0) })
        return emit({ kind: 'nack', tag, multiple: bit(bits, 0), requeue: bit(bits, 1) })
      }
    }
  }

  #consume(channel: Channel, fields: Fields): ChannelEvent {
    fields.short()
    const queue = fields.shortString()
    const consumerTag = fields.shortString()
    const bits = fields.octet()
    const asked = { queue, noAck: bit(bits, 1) }
    const noWait = bit(bits, 3)
    if (noWait) channel.consumers.set(consumerTag, asked)
    else channel.consumesAsked.push(asked)
    return { kind: 'consume', ...asked, exclusive: bit(bits, 2) }
  }

  #header(frame: Frame, from: From): void {
    const pending = this.#channel(frame.channel).pending[from]
    if (pending === null) return
    pending.properties = readProperties(frame.payload)
    pending.missingBytes = pending.properties.bodyBytes
    this.#finishIfWhole(frame.channel, from)
  }

  #body(frame: Frame, from: From): void {
    const pending = this.#channel(frame.channel).pending[from]
    if (pending === null) return
    pending.missingBytes -= frame.payload.length
    if (pending.properties?.messageId === null) pending.body.push(Buffer.from(frame.payload))
    this.#finishIfWhole(frame.channel, from)
  }

  #finishIfWhole(number: number, from: From): void {
    const { pending } = this.#channel(number)
    const message = pending[from]
    if (message === null || message.properties === null || message.missingBytes > 0) return
    pending[from] = null
    const event = message.finish(message.properties, Buffer.concat(message.body))
    this.#record({ connection: this.#connection, channel: number, ...event })
  }

  #channel(number: number): Channel {
    let channel = this.#channels.get(number)
    if (channel === undefined) {
      const pending = { client: null, broker: null }
      channel = { published: null, consumers: new Map(), consumesAsked: [], getsAsked: [], pending }
      this.#channels.set(number, channel)
    }
    return channel
  }
}

const bit = (octet: number, index: number) => (octet & (1 << index)) !== 0

/** The order's id, when the publisher did not set `messageId`. */
function idIn(body: Buffer): string | null {
  try {
    const { id } = JSON.parse(body.toString('utf8')) as { id?: unknown }
    return typeof id === 'string' ? id : null
  } catch {
    return null
  }
}
