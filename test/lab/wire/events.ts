/** What passed on the wire between one role and the broker, in the field's terms. `connection` counts from 1 for each role. */
export type WireEvent = { connection: number } & (
  | { kind: 'tcp-open' }
  /** `by`: who closed first. `lab`: the lab cut it. */
  | { kind: 'tcp-closed'; by: 'client' | 'broker' | 'lab' }
  | { kind: 'tcp-refused' }
  | { kind: 'garbage'; from: 'client' | 'broker'; what: string }
  | { kind: 'connection-open' }
  | { kind: 'connection-close'; by: 'client' | 'broker'; code: number; text: string }
  | ({ channel: number } & ChannelEvent)
)

export type ChannelEvent =
  | { kind: 'channel-open' }
  | { kind: 'channel-close'; by: 'client' | 'broker'; code: number; text: string }
  | { kind: 'confirm-select' }
  | {
      kind: 'declare-queue'
      queue: string
      passive: boolean
      durable: boolean
      exclusive: boolean
      autoDelete: boolean
    }
  | { kind: 'queue-declared'; queue: string; ready: number; consumers: number }
  | { kind: 'declare-exchange'; exchange: string; type: string; passive: boolean; durable: boolean }
  | { kind: 'delete-queue'; queue: string }
  | { kind: 'purge-queue'; queue: string }
  | { kind: 'qos'; prefetch: number; global: boolean }
  | { kind: 'consume'; queue: string; noAck: boolean; exclusive: boolean }
  | { kind: 'consuming'; consumerTag: string; queue: string; noAck: boolean }
  | { kind: 'cancel'; by: 'client' | 'broker'; consumerTag: string }
  /** `sequence`: the number that its confirm will carry; null outside confirm mode. */
  | {
      kind: 'publish'
      exchange: string
      routingKey: string
      mandatory: boolean
      persistent: boolean
      sequence: number | null
      orderId: string | null
    }
  | { kind: 'return'; code: number; text: string; exchange: string; routingKey: string; orderId: string | null }
  /** The broker's answer to publishes: it took them. */
  | { kind: 'confirm'; tag: number; multiple: boolean }
  /** A confirm that the lab has kept back: the client has not got it yet. */
  | { kind: 'confirm-kept'; tag: number; multiple: boolean }
  /** The broker's answer to publishes: it did not take them. */
  | { kind: 'refuse'; tag: number; multiple: boolean }
  | {
      kind: 'deliver'
      tag: number
      redelivered: boolean
      noAck: boolean
      queue: string
      got: boolean
      orderId: string | null
    }
  | { kind: 'ack'; tag: number; multiple: boolean }
  /** basic.nack, and basic.reject. */
  | { kind: 'nack'; tag: number; multiple: boolean; requeue: boolean }
