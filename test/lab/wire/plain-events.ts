import type { Side } from './channel.ts'
import type { ChannelEvent } from './events.ts'
import type { Method } from './methods.ts'

/** What a method means by itself, without a look at what came before it. Null: nothing that the lab tells. */
export function plainEvent({ name, fields }: Method, from: Side): ChannelEvent | null {
  switch (name) {
    case 'channel.open':
      return { kind: 'channel-open' }
    case 'channel.close':
      return { kind: 'channel-close', by: from, ...fields }
    case 'confirm.select':
      return { kind: 'confirm-select' }
    case 'exchange.declare':
      return { kind: 'declare-exchange', ...fields }
    case 'queue.declare':
      return { kind: 'declare-queue', ...fields }
    case 'queue.declare-ok':
      return { kind: 'queue-declared', ...fields }
    case 'queue.purge':
      return { kind: 'purge-queue', ...fields }
    case 'queue.delete':
      return { kind: 'delete-queue', ...fields }
    case 'basic.qos':
      return { kind: 'qos', ...fields }
    case 'basic.cancel':
      return { kind: 'cancel', by: from, ...fields }
    // An ack and a nack mean one thing from a consumer and another from the broker.
    case 'basic.ack':
      return { kind: from === 'broker' ? 'confirm' : 'ack', ...fields }
    case 'basic.nack':
      return from === 'broker'
        ? { kind: 'refuse', tag: fields.tag, multiple: fields.multiple }
        : { kind: 'nack', ...fields }
    case 'basic.reject':
      return { kind: 'nack', multiple: false, ...fields }
    default:
      return null
  }
}
