/** The way of an order: where it rests, who holds it there, and who tells whom that it has arrived. */
export interface Route {
  /** What the picture shows, in a few words. */
  title: string
  /** In the order in which an order comes by. */
  stops: Stop[]
  answers: Answer[]
}

export interface Stop {
  /** 'queue', 'warehouse', ...: a death names it. */
  id: string
  name: string
  /** Whose place it is: neighbours in one house are drawn in one box. null: nobody's. */
  house: string | null
  /** What an order finds there: somebody's memory, a disk, a junction, a line that can be cut, or one of its two ends. */
  kind: 'memory' | 'disk' | 'junction' | 'line' | 'end'
  /** How an order can get lost here. */
  deaths: Death[]
}

export interface Death {
  how: string
  /** Before the text, '03'. */
  mark?: string
  /** Where one can read about it. */
  href?: string
}

/** Somebody says that an order has arrived: it goes from a later stop back to an earlier one. */
export interface Answer {
  id: string
  name: string
  from: string
  to: string
  /** Nobody asks for it, or it is not waited for. */
  missing?: boolean
}

/** The way of every order in this book, with nothing that can go wrong. */
const shop: Route = {
  title: 'The way of an order',
  stops: [
    { id: 'customer', name: 'customer', house: null, kind: 'end', deaths: [] },
    { id: 'service', name: 'in its memory', house: 'order service', kind: 'memory', deaths: [] },
    { id: 'line-out', name: 'on the line', house: null, kind: 'line', deaths: [] },
    { id: 'exchange', name: 'exchange', house: 'broker', kind: 'junction', deaths: [] },
    { id: 'queue', name: 'queue, memory', house: 'broker', kind: 'memory', deaths: [] },
    { id: 'disk', name: 'queue, disk', house: 'broker', kind: 'disk', deaths: [] },
    { id: 'line-in', name: 'on the line', house: null, kind: 'line', deaths: [] },
    { id: 'warehouse', name: 'in its hands', house: 'warehouse', kind: 'memory', deaths: [] },
    { id: 'truck', name: 'truck', house: null, kind: 'end', deaths: [] },
  ],
  answers: [
    { id: 'accepted', name: 'accepted', from: 'service', to: 'customer' },
    { id: 'confirm', name: 'confirm', from: 'disk', to: 'service' },
    { id: 'ack', name: 'ack', from: 'warehouse', to: 'disk' },
  ],
}

/** The stops and answers that a chapter may name. */
export const stopIds: string[] = shop.stops.map(({ id }) => id)
export const answerIds: string[] = shop.answers.map(({ id }) => id)

/**
 * The way of an order with what can go wrong.
 * @param deaths by the id of their stop, in the order in which they are to be read
 * @param missing ids of the answers that nobody waits for
 */
export function shopRoute(title: string, deaths: (Death & { at: string })[], missing: readonly string[] = []): Route {
  return {
    title,
    stops: shop.stops.map((stop) => ({ ...stop, deaths: deaths.filter(({ at }) => at === stop.id) })),
    answers: shop.answers.map((answer) => ({ ...answer, missing: missing.includes(answer.id) })),
  }
}
