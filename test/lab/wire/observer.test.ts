import { describe, expect, it } from 'vitest'
import { content, deliver, method, publish, rawFrame, watch } from './amqp-bytes.ts'
import type { WireEvent } from './events.ts'

const to = { exchange: 'shop', routingKey: 'orders' }

/** The events as one line each: kind, and those of the fields that it has. */
function lines(events: WireEvent[], ...fields: string[]): string[] {
  return events.map((event) => {
    const values = fields.map((field) => (event as unknown as Record<string, unknown>)[field])
    return [event.kind, ...values.filter((value) => value !== undefined).map((value) => JSON.stringify(value))].join(
      ' ',
    )
  })
}

describe('a published message', () => {
  it.each([
    ['its messageId', 'a', '{"id":"b"}', 'a'],
    ['the id in a JSON body, when it has no messageId', undefined, '{"sku":"lamp","id":"b"}', 'b'],
    ['null, when the id is no text', undefined, '{"id":7}', null],
    ['null, when the body is no object', undefined, 'null', null],
    ['null, when the body is no JSON', undefined, 'parcel', null],
    ['null, when the body is empty', undefined, '', null],
    ['its messageId, when the body is empty', 'a', '', 'a'],
  ])('has as its order id %s', (_, messageId, body, orderId) => {
    for (const bodyFrameBytes of [1, 7, 4096]) {
      const wire = watch()
      wire.client(method('BasicPublish', 1, to), content(1, body, { messageId }, bodyFrameBytes))
      expect(wire.events).toMatchObject([{ kind: 'publish', ...to, orderId }])
    }
  })

  it('is read past every other property', () => {
    const wire = watch()
    const all = {
      ...{ contentType: 'a/b', contentEncoding: 'gzip', headers: { deep: { er: [1, 'x'] } }, deliveryMode: 2 },
      ...{ priority: 9, correlationId: 'c', replyTo: 'r', expiration: '100', messageId: 'order-1' },
      ...{ timestamp: 1_700_000_000, type: 't', userId: 'u', appId: 'app', clusterId: 'k' },
    }
    wire.client(method('BasicPublish', 1, to), content(1, 'x', all))
    expect(lines(wire.events, 'orderId', 'persistent')).toEqual(['publish "order-1" true'])
  })

  it.each([
    [2, true],
    [1, false],
    [undefined, false],
  ])('with delivery mode %s: persistent is %s', (deliveryMode, persistent) => {
    const wire = watch()
    wire.client(method('BasicPublish', 1, to), content(1, 'x', { deliveryMode, messageId: 'a' }))
    expect(wire.events).toMatchObject([{ persistent }])
  })

  it('is told when it is whole, not before', () => {
    const wire = watch()
    const body = '{"id":"a"}'
    const bytes = content(1, body, {}, 5)
    wire.client(method('BasicPublish', 1, to), bytes.subarray(0, -1))
    expect(wire.events).toEqual([])
    wire.client(bytes.subarray(-1))
    expect(wire.events).toHaveLength(1)
  })

  it('does not mix with one on another channel, or in the other direction', () => {
    const wire = watch()
    wire.client(method('BasicPublish', 1, to), method('BasicPublish', 2, to))
    wire.broker(deliver(1, 'c', 1, 'delivered'))
    wire.client(content(2, 'x', { messageId: 'on-2' }), content(1, 'x', { messageId: 'on-1' }))
    expect(lines(wire.events, 'channel', 'orderId')).toEqual([
      'deliver 1 "delivered"',
      'publish 2 "on-2"',
      'publish 1 "on-1"',
    ])
  })

  it.each(['', '{"id":"a"}'])('without a method before it means nothing; body: "%s"', (body) => {
    const wire = watch()
    const stray = content(1, body, { messageId: 'stray' })
    wire.client(stray, publish(1, 'a', body), stray, publish(1, 'b'))
    expect(lines(wire.events, 'orderId')).toEqual(['publish "a"', 'publish "b"'])
  })
})

describe('confirm mode', () => {
  it('numbers publishes from 1 on each channel, from confirm.select on', () => {
    const wire = watch()
    wire.client(publish(1, 'before'), method('ConfirmSelect', 1), publish(1, 'a'), publish(2, 'other'), publish(1, 'b'))
    wire.client(method('ConfirmSelect', 1), publish(1, 'c'))
    expect(lines(wire.events, 'sequence', 'orderId')).toEqual([
      'publish null "before"',
      'confirm-select',
      'publish 1 "a"',
      'publish null "other"',
      'publish 2 "b"',
      'confirm-select',
      'publish 3 "c"',
    ])
  })

  it('tells confirms and refusals of one or many', () => {
    const wire = watch()
    wire.broker(
      method('BasicAck', 1, { deliveryTag: 1 }),
      method('BasicAck', 1, { deliveryTag: 5, multiple: true }),
      method('BasicNack', 1, { deliveryTag: 6, requeue: false }),
      method('BasicNack', 1, { deliveryTag: 9, multiple: true }),
    )
    expect(wire.events).toStrictEqual([
      { connection: 1, channel: 1, kind: 'confirm', tag: 1, multiple: false },
      { connection: 1, channel: 1, kind: 'confirm', tag: 5, multiple: true },
      { connection: 1, channel: 1, kind: 'refuse', tag: 6, multiple: false },
      { connection: 1, channel: 1, kind: 'refuse', tag: 9, multiple: true },
    ])
  })

  it('tells what comes back, with its order', () => {
    const wire = watch()
    wire.broker(method('BasicReturn', 1, { replyCode: 312, replyText: 'NO_ROUTE', ...to }))
    wire.broker(content(1, '{"id":"a"}', {}, 3), method('BasicAck', 1, { deliveryTag: 1 }))
    expect(wire.events).toStrictEqual([
      { connection: 1, channel: 1, kind: 'return', code: 312, text: 'NO_ROUTE', ...to, orderId: 'a' },
      { connection: 1, channel: 1, kind: 'confirm', tag: 1, multiple: false },
    ])
  })
})

describe('a consumer', () => {
  const consume = (fields: object) => method('BasicConsume', 1, { queue: 'q', arguments: {}, ...fields })

  it('is known by the tag that the broker gave, requests answered in their order', () => {
    const wire = watch()
    wire.client(consume({ queue: 'a' }), consume({ queue: 'b', noAck: true }))
    wire.broker(method('BasicConsumeOk', 1, { consumerTag: 't1' }), method('BasicConsumeOk', 1, { consumerTag: 't2' }))
    wire.broker(deliver(1, 't2', 1, 'x'), deliver(1, 't1', 2, 'y'))
    expect(lines(wire.events.slice(2), 'queue', 'noAck')).toEqual([
      'consuming "a" false',
      'consuming "b" true',
      'deliver "b" true',
      'deliver "a" false',
    ])
  })

  it('is known by the tag that the client chose, when it does not want an answer', () => {
    const wire = watch()
    wire.client(consume({ queue: 'a', consumerTag: 'mine', nowait: true, exclusive: true }), consume({ queue: 'b' }))
    wire.broker(method('BasicConsumeOk', 1, { consumerTag: 't' }), deliver(1, 'mine', 1, 'x'), deliver(1, 't', 2, 'y'))
    expect(wire.events[0]).toStrictEqual({
      ...{ connection: 1, channel: 1, kind: 'consume', queue: 'a', noAck: false, exclusive: true },
    })
    expect(lines(wire.events.slice(2), 'queue')).toEqual(['consuming "b"', 'deliver "a"', 'deliver "b"'])
  })

  it('with a tag of its own and an answer', () => {
    const wire = watch()
    wire.client(consume({ consumerTag: 'mine', noAck: true }))
    wire.broker(method('BasicConsumeOk', 1, { consumerTag: 'mine' }), deliver(1, 'mine', 1, 'x'))
    expect(lines(wire.events.slice(1), 'queue', 'noAck')).toEqual(['consuming "q" true', 'deliver "q" true'])
  })

  it('that nobody has seen coming is told without a queue', () => {
    const wire = watch()
    wire.broker(deliver(1, 'ghost', 7, 'x'))
    expect(wire.events).toStrictEqual([
      {
        ...{ connection: 1, channel: 1, kind: 'deliver', tag: 7, queue: '', orderId: 'x' },
        ...{ redelivered: false, noAck: false, got: false },
      },
    ])
  })

  it('settles one delivery or many', () => {
    const wire = watch()
    wire.client(
      method('BasicAck', 1, { deliveryTag: 4, multiple: true }),
      method('BasicNack', 1, { deliveryTag: 5, multiple: true, requeue: false }),
      method('BasicNack', 1, { deliveryTag: 6, requeue: true }),
      method('BasicReject', 1, { deliveryTag: 7, requeue: true }),
      method('BasicReject', 1, { deliveryTag: 8, requeue: false }),
      method('BasicAck', 1, { deliveryTag: 2 ** 40 + 1 }),
    )
    expect(lines(wire.events, 'tag', 'multiple', 'requeue')).toEqual([
      'ack 4 true',
      'nack 5 true false',
      'nack 6 false true',
      'nack 7 false true',
      'nack 8 false false',
      `ack ${2 ** 40 + 1} false`,
    ])
  })

  it('is cancelled by either side', () => {
    const wire = watch()
    wire.client(method('BasicCancel', 1, { consumerTag: 't1' }))
    wire.broker(method('BasicCancel', 1, { consumerTag: 't2', nowait: true }))
    expect(lines(wire.events, 'by', 'consumerTag')).toEqual(['cancel "client" "t1"', 'cancel "broker" "t2"'])
  })
})

describe('basic.get', () => {
  it('tells what it got, with and without an ack to come; an empty queue is no event', () => {
    const wire = watch()
    const got = (deliveryTag: number, messageId: string) => [
      method('BasicGetOk', 1, { deliveryTag, redelivered: true, exchange: '', routingKey: 'k', messageCount: 0 }),
      content(1, '{}', { messageId }),
    ]
    wire.client(...['a', 'b', 'c'].map((queue) => method('BasicGet', 1, { queue, noAck: queue === 'c' })))
    wire.broker(...got(1, 'x'), method('BasicGetEmpty', 1), ...got(2, 'y'))
    expect(lines(wire.events, 'queue', 'noAck', 'tag', 'orderId', 'got', 'redelivered')).toEqual([
      'deliver "a" false 1 "x" true true',
      'deliver "c" true 2 "y" true true',
    ])
  })
})

describe('the topology', () => {
  it('is told with its flags', () => {
    const wire = watch()
    wire.client(
      method('QueueDeclare', 1, { queue: 'q', exclusive: true, arguments: {} }),
      method('QueueDeclare', 1, { queue: 'q', passive: true, autoDelete: true, arguments: {} }),
      method('ExchangeDeclare', 1, { exchange: 'x', type: 'topic', durable: true, arguments: {} }),
      method('ExchangeDeclare', 1, { exchange: 'x', type: 'topic', passive: true, arguments: {} }),
      method('QueuePurge', 1, { queue: 'q' }),
      method('QueueDelete', 1, { queue: 'q' }),
      method('BasicQos', 1, { prefetchCount: 3, global: true }),
    )
    const here = { connection: 1, channel: 1 }
    const queue = { ...here, kind: 'declare-queue', queue: 'q', durable: false }
    const exchange = { ...here, kind: 'declare-exchange', exchange: 'x', type: 'topic' }
    expect(wire.events).toStrictEqual([
      { ...queue, passive: false, exclusive: true, autoDelete: false },
      { ...queue, passive: true, exclusive: false, autoDelete: true },
      { ...exchange, passive: false, durable: true },
      { ...exchange, passive: true, durable: false },
      { ...here, kind: 'purge-queue', queue: 'q' },
      { ...here, kind: 'delete-queue', queue: 'q' },
      { ...here, kind: 'qos', prefetch: 3, global: true },
    ])
  })
})

describe('closing', () => {
  const why = { replyCode: 406, replyText: 'PRECONDITION_FAILED', classId: 60, methodId: 80 }

  it('of a channel or a connection is told with who did it, and why', () => {
    const wire = watch()
    const told = { code: 406, text: 'PRECONDITION_FAILED' }
    wire.broker(method('ChannelClose', 3, why))
    wire.client(method('ChannelCloseOk', 3), method('ChannelClose', 4, why), method('ConnectionClose', 0, why))
    wire.broker(method('ConnectionClose', 0, why))
    expect(wire.events).toStrictEqual([
      { connection: 1, channel: 3, kind: 'channel-close', by: 'broker', ...told },
      { connection: 1, channel: 4, kind: 'channel-close', by: 'client', ...told },
      { connection: 1, kind: 'connection-close', by: 'client', ...told },
      { connection: 1, kind: 'connection-close', by: 'broker', ...told },
    ])
  })

  it('lets a channel of the same number begin anew: sequence, consumers, open requests, half a message', () => {
    const wire = watch()
    wire.client(method('ChannelOpen', 1), method('ConfirmSelect', 1), publish(1, 'a'))
    wire.client(method('BasicConsume', 1, { queue: 'old', consumerTag: 'c', nowait: true, arguments: {} }))
    wire.client(
      method('BasicConsume', 1, { queue: 'unanswered', arguments: {} }),
      method('BasicGet', 1, { queue: 'u' }),
    )
    wire.client(method('BasicPublish', 1, to))
    wire.broker(method('ChannelClose', 1, why))
    wire.client(method('ChannelCloseOk', 1), method('ChannelOpen', 1))
    const before = wire.events.length
    wire.client(content(1, '{"id":"half"}'), publish(1, 'b'), method('ConfirmSelect', 1), publish(1, 'c'))
    wire.client(method('BasicConsume', 1, { queue: 'new', arguments: {} }), method('BasicGet', 1, { queue: 'g' }))
    wire.broker(method('BasicConsumeOk', 1, { consumerTag: 'd' }), deliver(1, 'c', 1, 'x'), deliver(1, 'd', 2, 'y'))
    wire.broker(method('BasicGetOk', 1, { deliveryTag: 3, exchange: '', routingKey: '', messageCount: 0 }))
    wire.broker(content(1, '{"id":"z"}'))
    expect(lines(wire.events.slice(before), 'sequence', 'queue', 'orderId')).toEqual([
      'publish null "b"',
      'confirm-select',
      'publish 1 "c"',
      'consume "new"',
      'consuming "new"',
      'deliver "" "x"',
      'deliver "new" "y"',
      'deliver "g" "z"',
    ])
  })
})

it('does not follow what it can not know: an unknown method is passed over', () => {
  const wire = watch()
  const unknown = rawFrame(1, 1, Buffer.from([0, 99, 0, 99, 1, 2, 3]))
  expect(wire.client(unknown, publish(1, 'a'))).toEqual(Buffer.concat([unknown, publish(1, 'a')]))
  expect(lines(wire.events)).toEqual(['publish'])
})
