import { Fields } from './fields.ts'

/**
 * The methods that the lab reads: class number, method number, and the fields that matter, in their order on the wire.
 * Source: AMQP 0-9-1 specification, chapter 1; basic.nack and confirm.select are RabbitMQ's extensions.
 */
const methods = {
  'connection.open-ok': method(10, 41, () => ({})),
  'connection.close': method(10, 50, closing),
  'channel.open': method(20, 10, () => ({})),
  'channel.close': method(20, 40, closing),
  'exchange.declare': method(40, 10, (fields) => {
    fields.short() // reserved
    return { exchange: fields.shortString(), type: fields.shortString(), ...fields.bits('passive', 'durable') }
  }),
  'queue.declare': method(50, 10, (fields) => ({
    ...queueName(fields),
    ...fields.bits('passive', 'durable', 'exclusive', 'autoDelete'),
  })),
  'queue.declare-ok': method(50, 11, (fields) => ({
    queue: fields.shortString(),
    ready: fields.long(),
    consumers: fields.long(),
  })),
  'queue.purge': method(50, 30, queueName),
  'queue.delete': method(50, 40, queueName),
  'basic.qos': method(60, 10, (fields) => {
    fields.long() // a limit in bytes, which RabbitMQ does not have
    return { prefetch: fields.short(), ...fields.bits('global') }
  }),
  'basic.consume': method(60, 20, (fields) => ({
    ...queueName(fields),
    consumerTag: fields.shortString(),
    ...fields.bits('noLocal', 'noAck', 'exclusive', 'noWait'),
  })),
  'basic.consume-ok': method(60, 21, (fields) => ({ consumerTag: fields.shortString() })),
  'basic.cancel': method(60, 30, (fields) => ({ consumerTag: fields.shortString() })),
  'basic.publish': method(60, 40, (fields) => {
    fields.short() // reserved
    return { ...destination(fields), ...fields.bits('mandatory') }
  }),
  'basic.return': method(60, 50, (fields) => ({ ...closing(fields), ...destination(fields) })),
  'basic.deliver': method(60, 60, (fields) => ({
    consumerTag: fields.shortString(),
    tag: fields.longLong(),
    ...fields.bits('redelivered'),
  })),
  'basic.get': method(60, 70, (fields) => ({ ...queueName(fields), ...fields.bits('noAck') })),
  'basic.get-ok': method(60, 71, (fields) => ({ tag: fields.longLong(), ...fields.bits('redelivered') })),
  'basic.get-empty': method(60, 72, () => ({})),
  'basic.ack': method(60, 80, (fields) => ({ tag: fields.longLong(), ...fields.bits('multiple') })),
  'basic.reject': method(60, 90, (fields) => ({ tag: fields.longLong(), ...fields.bits('requeue') })),
  'basic.nack': method(60, 120, (fields) => ({ tag: fields.longLong(), ...fields.bits('multiple', 'requeue') })),
  'confirm.select': method(85, 10, () => ({})),
}

type Name = keyof typeof methods

/** One method, read. */
export type Method = { [N in Name]: { name: N; fields: ReturnType<(typeof methods)[N]['read']> } }[Name]

const byNumber = new Map(
  Object.entries(methods).map(([name, { number, read }]) => [
    number,
    (fields: Fields) => ({ name, fields: read(fields) }) as Method,
  ]),
)

/**
 * Reads the payload of a method frame.
 * @returns null for a method that the lab does not read
 * @throws GarbageError when the payload ends too early
 */
export function readMethod(payload: Buffer): Method | null {
  const fields = new Fields(payload)
  return byNumber.get(fields.long())?.(fields) ?? null
}

/** On the wire the class and the method are two 16-bit numbers; here they are read as one of 32. */
function method<Read>(classNumber: number, methodNumber: number, read: (fields: Fields) => Read) {
  return { number: classNumber * 2 ** 16 + methodNumber, read }
}

function queueName(fields: Fields): { queue: string } {
  fields.short() // reserved
  return { queue: fields.shortString() }
}

function closing(fields: Fields): { code: number; text: string } {
  return { code: fields.short(), text: fields.shortString() }
}

function destination(fields: Fields): { exchange: string; routingKey: string } {
  return { exchange: fields.shortString(), routingKey: fields.shortString() }
}
