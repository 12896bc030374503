import { Content, type Message } from './content.ts'
import type { ChannelEvent } from './events.ts'
import type { Method } from './methods.ts'
import { plainEvent } from './plain-events.ts'

export type Side = 'client' | 'broker'

/** Where deliveries come from. The methods that deliver do not say it; those that asked for them did. */
interface Origin {
  queue: string
  noAck: boolean
}

const unknownOrigin: Origin = { queue: '', noAck: false }

/** Follows one channel from its opening on, and says what its methods and messages mean. */
export class Channel {
  readonly #tell: (event: ChannelEvent) => void
  /** Publishes since confirm.select; null before it. */
  #published: number | null = null
  readonly #consumers = new Map<string, Origin>()
  /** Requests that the broker answers in their order: the answers do not repeat what was asked. */
  readonly #consumesAsked: Origin[] = []
  readonly #getsAsked: Origin[] = []
  /** The message that is passing, in each direction. */
  readonly #passing: Record<Side, Content | null> = { client: null, broker: null }

  constructor(tell: (event: ChannelEvent) => void) {
    this.#tell = tell
  }

  method(method: Method, from: Side): void {
    const { name, fields } = method
    switch (name) {
      case 'basic.consume': {
        const { queue, noAck, exclusive, consumerTag, noWait } = fields
        if (noWait) this.#consumers.set(consumerTag, { queue, noAck })
        else this.#consumesAsked.push({ queue, noAck })
        this.#tell({ kind: 'consume', queue, noAck, exclusive })
        break
      }
      case 'basic.consume-ok': {
        const origin = this.#consumesAsked.shift() ?? unknownOrigin
        this.#consumers.set(fields.consumerTag, origin)
        this.#tell({ kind: 'consuming', ...fields, ...origin })
        break
      }
      case 'basic.publish': {
        if (this.#published !== null) this.#published += 1
        const publish = { kind: 'publish', ...fields, sequence: this.#published } as const
        this.#expect(from, (message) => ({ ...publish, ...message }))
        break
      }
      case 'basic.return':
        this.#expect(from, ({ orderId }) => ({ kind: 'return', ...fields, orderId }))
        break
      case 'basic.deliver': {
        const { consumerTag, ...delivery } = fields
        this.#expectDelivery(from, { ...delivery, got: false }, this.#consumers.get(consumerTag))
        break
      }
      case 'basic.get':
        this.#getsAsked.push(fields)
        break
      case 'basic.get-ok':
        this.#expectDelivery(from, { ...fields, got: true }, this.#getsAsked.shift())
        break
      case 'basic.get-empty':
        this.#getsAsked.shift()
        break
      default: {
        if (name === 'confirm.select') this.#published ??= 0
        const event = plainEvent(method, from)
        if (event !== null) this.#tell(event)
      }
    }
  }

  header(payload: Buffer, from: Side): void {
    if (this.#passing[from]?.header(payload)) this.#passing[from] = null
  }

  body(payload: Buffer, from: Side): void {
    if (this.#passing[from]?.body(payload)) this.#passing[from] = null
  }

  /** The next header and bodies in this direction belong to one message; it is told when it is whole. */
  #expect(from: Side, eventOf: (message: Message) => ChannelEvent): void {
    this.#passing[from] = new Content((message) => this.#tell(eventOf(message)))
  }

  #expectDelivery(
    from: Side,
    delivery: { tag: number; redelivered: boolean; got: boolean },
    origin: Origin = unknownOrigin,
  ): void {
    this.#expect(from, ({ orderId }) => ({ kind: 'deliver', ...delivery, ...origin, orderId }))
  }
}
