import { content, deliver, heartbeat, method, protocolHeader, publish } from './amqp-bytes.ts'
import type { Side } from './channel.ts'
import type { WireEvent } from './events.ts'

/** A whole connection as both sides would write it: an order service and a warehouse in one. */
export const session: { from: Side; bytes: Buffer }[] = [
  { from: 'client', bytes: protocolHeader },
  { from: 'broker', bytes: method('ConnectionStart', 0, { serverProperties: { product: 'RabbitMQ' } }) },
  {
    from: 'client',
    bytes: method('ConnectionStartOk', 0, {
      clientProperties: {},
      mechanism: 'PLAIN',
      response: Buffer.from('\0g\0g'),
    }),
  },
  { from: 'broker', bytes: method('ConnectionTune', 0, { channelMax: 2047, frameMax: 131_072, heartbeat: 60 }) },
  { from: 'client', bytes: method('ConnectionTuneOk', 0, { channelMax: 2047, frameMax: 131_072, heartbeat: 60 }) },
  { from: 'client', bytes: method('ConnectionOpen', 0, { virtualHost: 'shop' }) },
  { from: 'broker', bytes: method('ConnectionOpenOk', 0) },
  { from: 'client', bytes: method('ChannelOpen', 1) },
  { from: 'broker', bytes: method('ChannelOpenOk', 1) },
  { from: 'client', bytes: method('QueueDeclare', 1, { queue: 'orders', durable: true, arguments: { 'x-a': 1 } }) },
  { from: 'broker', bytes: method('QueueDeclareOk', 1, { queue: 'orders', messageCount: 3, consumerCount: 2 }) },
  { from: 'client', bytes: method('ConfirmSelect', 1) },
  { from: 'broker', bytes: method('ConfirmSelectOk', 1) },
  { from: 'client', bytes: publish(1, 'order-1') },
  { from: 'client', bytes: heartbeat },
  { from: 'client', bytes: method('BasicPublish', 1, { exchange: 'x', routingKey: 'k', mandatory: true }) },
  { from: 'client', bytes: content(1, '{"id":"order-2","sku":"ünïcode"}', {}, 5) },
  { from: 'broker', bytes: heartbeat },
  {
    from: 'broker',
    bytes: method('BasicReturn', 1, { replyCode: 312, replyText: 'NO_ROUTE', exchange: 'x', routingKey: 'k' }),
  },
  { from: 'broker', bytes: content(1, '{"id":"order-2"}') },
  { from: 'broker', bytes: method('BasicAck', 1, { deliveryTag: 2, multiple: true }) },
  { from: 'client', bytes: method('BasicQos', 1, { prefetchCount: 10 }) },
  { from: 'broker', bytes: method('BasicQosOk', 1) },
  { from: 'client', bytes: method('BasicConsume', 1, { queue: 'orders', consumerTag: '', arguments: {} }) },
  { from: 'broker', bytes: method('BasicConsumeOk', 1, { consumerTag: 'ctag-1' }) },
  { from: 'broker', bytes: deliver(1, 'ctag-1', 1, 'order-1') },
  { from: 'client', bytes: method('BasicAck', 1, { deliveryTag: 1 }) },
  {
    from: 'client',
    bytes: method('ConnectionClose', 0, { replyText: 'bye', replyCode: 200, classId: 0, methodId: 0 }),
  },
  { from: 'broker', bytes: method('ConnectionCloseOk', 0) },
]

const here = { connection: 1, channel: 1 }
const order2 = { exchange: 'x', routingKey: 'k', orderId: 'order-2' }

/** What the session means. */
export const sessionEvents: WireEvent[] = [
  { connection: 1, kind: 'connection-open' },
  { ...here, kind: 'channel-open' },
  {
    ...{ ...here, kind: 'declare-queue', queue: 'orders' },
    ...{ passive: false, durable: true, exclusive: false, autoDelete: false },
  },
  { ...here, kind: 'queue-declared', queue: 'orders', ready: 3, consumers: 2 },
  { ...here, kind: 'confirm-select' },
  {
    ...{ ...here, kind: 'publish', exchange: '', routingKey: 'orders', orderId: 'order-1' },
    ...{ mandatory: false, persistent: true, sequence: 1 },
  },
  { ...here, kind: 'publish', ...order2, mandatory: true, persistent: false, sequence: 2 },
  { ...here, kind: 'return', code: 312, text: 'NO_ROUTE', ...order2 },
  { ...here, kind: 'confirm', tag: 2, multiple: true },
  { ...here, kind: 'qos', prefetch: 10, global: false },
  { ...here, kind: 'consume', queue: 'orders', noAck: false, exclusive: false },
  { ...here, kind: 'consuming', consumerTag: 'ctag-1', queue: 'orders', noAck: false },
  {
    ...{ ...here, kind: 'deliver', tag: 1, queue: 'orders', orderId: 'order-1' },
    ...{ redelivered: false, noAck: false, got: false },
  },
  { ...here, kind: 'ack', tag: 1, multiple: false },
  { connection: 1, kind: 'connection-close', by: 'client', code: 200, text: 'bye' },
]
