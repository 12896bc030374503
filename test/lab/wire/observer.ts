import { Channel, type Side } from './channel.ts'
import type { WireEvent } from './events.ts'
import { type Frame, frameType } from './frames.ts'
import { readMethod } from './methods.ts'

/** Follows one connection, both directions, and says what its frames mean. */
export class Observer {
  readonly #connection: number
  readonly #record: (event: WireEvent) => void
  readonly #channels = new Map<number, Channel>()

  constructor(connection: number, record: (event: WireEvent) => void) {
    this.#connection = connection
    this.#record = record
  }

  /** @throws GarbageError when the frame's payload ends too early */
  see(frame: Frame, from: Side): void {
    if (frame.type === frameType.method) this.#method(frame, from)
    else if (frame.type === frameType.header) this.#channel(frame.channel).header(frame.payload, from)
    else if (frame.type === frameType.body) this.#channel(frame.channel).body(frame.payload, from)
  }

  /** The lab holds back a confirm of the broker. */
  kept({ channel, ...confirm }: { channel: number; tag: number; multiple: boolean }): void {
    this.#record({ connection: this.#connection, channel, kind: 'confirm-kept', ...confirm })
  }

  /** One side sends something that is no AMQP. */
  garbage(from: Side, what: string): void {
    this.#record({ connection: this.#connection, kind: 'garbage', from, what })
  }

  #method(frame: Frame, from: Side): void {
    const method = readMethod(frame.payload)
    if (method === null) return
    if (method.name === 'connection.open-ok') {
      this.#record({ connection: this.#connection, kind: 'connection-open' })
    } else if (method.name === 'connection.close') {
      this.#record({ connection: this.#connection, kind: 'connection-close', by: from, ...method.fields })
    } else {
      if (method.name === 'channel.open') this.#channels.delete(frame.channel) // tags and sequence begin anew
      this.#channel(frame.channel).method(method, from)
    }
  }

  #channel(number: number): Channel {
    let channel = this.#channels.get(number)
    if (channel === undefined) {
      channel = new Channel((event) => this.#record({ connection: this.#connection, channel: number, ...event }))
      this.#channels.set(number, channel)
    }
    return channel
  }
}
