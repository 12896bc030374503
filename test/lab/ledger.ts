import type { History, HistoryEvent } from './history.ts'

/** How a delivery was settled, and by which role: after this the broker has forgotten the order. */
export interface Settlement {
  how: 'no-ack' | 'ack' | 'dropped'
  by: string
}

/** What became of the orders, as sets of ids. The words are Jepsen's: attempted, acknowledged (here: claimed), lost. */
export interface Ledger {
  attempted: Set<string>
  claimed: Set<string>
  /** The customer was told no, and not yes since. */
  refused: Set<string>
  /** `place()` was called and has not answered; the process lives. */
  unanswered: Set<string>
  /** Published on a channel in confirm mode, and confirmed by the broker. */
  confirmed: Set<string>
  delivered: Set<string>
  /** Orders that were delivered more than once. */
  redelivered: Set<string>
  shipped: Set<string>
  /** Orders that were shipped more than once. */
  duplicated: Set<string>
  /** Orders of which the broker holds no copy on behalf of a consumer any more, and how that came. */
  settled: Map<string, Settlement>
  /** Delivered, not settled, on a channel that is still open. */
  unacknowledged: Set<string>
  /** `ship()` was called and has not answered; the process lives. */
  inHand: Set<string>
  /** Still in a queue at the end. */
  left: Set<string>
  /** Claimed, and neither shipped nor in a queue. Only the end of a history makes it final. */
  lost: Set<string>
}

/** Draws up the ledger of a history. */
export function ledgerOf(history: Pick<History, 'events'>): Ledger {
  const ledger = new RunningLedger()
  for (const event of history.events) ledger.write(event)
  return ledger.read()
}

/** A ledger that is kept while things happen: to draw it up anew after each event would cost their square. */
export class RunningLedger {
  readonly #book: Ledger = {
    attempted: new Set(),
    claimed: new Set(),
    refused: new Set(),
    unanswered: new Set(),
    confirmed: new Set(),
    delivered: new Set(),
    redelivered: new Set(),
    shipped: new Set(),
    duplicated: new Set(),
    settled: new Map(),
    unacknowledged: new Set(),
    inHand: new Set(),
    left: new Set(),
    lost: new Set(),
  }
  readonly #open = new OpenDeliveries()
  readonly #publishes = new OpenPublishes()
  readonly #inHandOf = new Map<string, Set<string>>()

  /** @returns the orders whose publish this event has answered */
  write(event: HistoryEvent): string[] {
    const answered = this.#publishes.write(event, this.#book.confirmed)
    write(this.#book, event, this.#open, this.#inHandOf)
    return answered
  }

  /** The ledger as it stands now. It is not to be kept: parts of it go on changing. */
  read(): Ledger {
    const { claimed, shipped, left } = this.#book
    return {
      ...this.#book,
      unacknowledged: this.#open.orders(),
      inHand: new Set([...this.#inHandOf.values()].flatMap((orders) => [...orders])),
      lost: claimed.difference(shipped).difference(left),
    }
  }
}

function write(book: Ledger, event: HistoryEvent, open: OpenDeliveries, inHandOf: Map<string, Set<string>>): void {
  const inHand = inHandOf.get(event.actor) ?? new Set()
  inHandOf.set(event.actor, inHand)
  switch (event.kind) {
    case 'placing':
      book.attempted.add(event.orderId)
      book.unanswered.add(event.orderId)
      break
    case 'claimed':
      book.claimed.add(event.orderId)
      book.refused.delete(event.orderId)
      book.unanswered.delete(event.orderId)
      break
    case 'not-claimed':
      if (!book.claimed.has(event.orderId)) book.refused.add(event.orderId)
      book.unanswered.delete(event.orderId)
      break
    case 'deliver':
      if (event.orderId === null) break
      if (book.delivered.has(event.orderId)) book.redelivered.add(event.orderId)
      book.delivered.add(event.orderId)
      if (event.noAck) book.settled.set(event.orderId, { how: 'no-ack', by: event.actor })
      else open.add(event, event.tag, event.orderId)
      break
    case 'ack':
      for (const orderId of open.take(event, event.tag, event.multiple)) {
        book.settled.set(orderId, { how: 'ack', by: event.actor })
      }
      break
    case 'nack':
      for (const orderId of open.take(event, event.tag, event.multiple)) {
        if (!event.requeue) book.settled.set(orderId, { how: 'dropped', by: event.actor })
      }
      break
    case 'channel-open':
      open.openChannel(event)
      break
    case 'channel-close':
      open.closeChannel(event)
      break
    case 'tcp-closed':
    case 'connection-close':
      open.closeConnection(event)
      break
    case 'shipping':
      inHand.add(event.orderId)
      break
    case 'shipped':
      inHand.delete(event.orderId)
      if (book.shipped.has(event.orderId)) book.duplicated.add(event.orderId)
      book.shipped.add(event.orderId)
      break
    case 'ship-rejected':
      inHand.delete(event.orderId)
      break
    case 'role-exited':
      inHand.clear()
      open.closeActor(event.actor)
      break
    case 'fault':
      // Who asked a process that the lab has killed will have to ask again. At the end of a play all are killed: no fault.
      if (event.fault === 'SIGKILL' && event.actor.startsWith('order-service')) book.unanswered.clear()
      break
    case 'left-in-queue':
      for (const orderId of event.orderIds) book.left.add(orderId)
      break
  }
}

interface Place {
  actor: string
  connection: number
  channel: number
}

/** Deliveries that wait for their ack: by role, connection and channel, because tags count from 1 on each channel. */
class OpenDeliveries {
  readonly #channels = new Map<string, Map<number, string>>()
  readonly #closed = new Set<string>()

  /** What was still on its way when its channel was closed is the broker's again. */
  add(place: Place, tag: number, orderId: string): void {
    if (this.#closed.has(keyOf(place)) || this.#closed.has(connectionKeyOf(place))) return
    this.#channel(place).set(tag, orderId)
  }

  /** Settles one tag, or all up to it; tag 0 with `multiple` means all. */
  take(place: Place, tag: number, multiple: boolean): string[] {
    return takeTags(this.#channel(place), tag, multiple)
  }

  openChannel(place: Place): void {
    this.#channels.delete(keyOf(place))
    this.#closed.delete(keyOf(place))
  }

  closeChannel(place: Place): void {
    this.#channels.delete(keyOf(place))
    this.#closed.add(keyOf(place))
  }

  closeConnection(place: Omit<Place, 'channel'>): void {
    this.#closeAll(connectionKeyOf(place))
    this.#closed.add(connectionKeyOf(place))
  }

  closeActor(actor: string): void {
    this.#closeAll(`${actor}/`)
  }

  orders(): Set<string> {
    return new Set([...this.#channels.values()].flatMap((channel) => [...channel.values()]))
  }

  #closeAll(prefix: string): void {
    for (const key of this.#channels.keys()) if (key.startsWith(prefix)) this.#channels.delete(key)
  }

  #channel(place: Place): Map<number, string> {
    const key = keyOf(place)
    const found = this.#channels.get(key) ?? new Map<number, string>()
    this.#channels.set(key, found)
    return found
  }
}

/** Publishes that wait for their confirm, by connection and channel: sequence numbers count from 1 on each channel. */
class OpenPublishes {
  readonly #channels = new Map<string, Map<number, string>>()

  write(event: HistoryEvent, confirmed: Set<string>): string[] {
    if (event.kind === 'publish') {
      if (event.sequence === null || event.orderId === null) return []
      const channel = this.#channels.get(keyOf(event)) ?? new Map<number, string>()
      this.#channels.set(keyOf(event), channel.set(event.sequence, event.orderId))
    } else if (event.kind === 'channel-open') {
      this.#channels.delete(keyOf(event))
    } else if (event.kind === 'confirm' || event.kind === 'confirm-kept' || event.kind === 'refuse') {
      const answered = takeTags(this.#channels.get(keyOf(event)) ?? new Map(), event.tag, event.multiple)
      for (const orderId of answered) if (event.kind !== 'refuse') confirmed.add(orderId)
      return answered
    }
    return []
  }
}

/** Takes the orders out that an answer is about: one number, or all up to it; 0 with `multiple` means all. */
function takeTags(channel: Map<number, string>, tag: number, multiple: boolean): string[] {
  const tags = multiple ? [...channel.keys()].filter((open) => tag === 0 || open <= tag) : [tag]
  return tags.flatMap((one) => {
    const orderId = channel.get(one)
    channel.delete(one)
    return orderId === undefined ? [] : [orderId]
  })
}

const connectionKeyOf = ({ actor, connection }: Omit<Place, 'channel'>) => `${actor}/${connection}/`
const keyOf = (place: Place) => `${connectionKeyOf(place)}${place.channel}`
