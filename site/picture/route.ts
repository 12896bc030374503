import { texts } from '../texts.ts'

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

const stops = [
  { id: 'customer', kind: 'end' },
  { id: 'service', kind: 'memory' },
  { id: 'line-out', kind: 'line' },
  { id: 'exchange', kind: 'junction' },
  { id: 'queue', kind: 'memory' },
  { id: 'disk', kind: 'disk' },
  { id: 'line-in', kind: 'line' },
  { id: 'warehouse', kind: 'memory' },
  { id: 'truck', kind: 'end' },
] as const

const answers = [
  { id: 'accepted', from: 'service', to: 'customer' },
  { id: 'confirm', from: 'disk', to: 'service' },
  { id: 'ack', from: 'warehouse', to: 'disk' },
] as const

/** The stops and answers that a chapter may name. */
export const stopIds: string[] = stops.map(({ id }) => id)
export const answerIds: string[] = answers.map(({ id }) => id)

/**
 * The way of an order with what can go wrong.
 * @param deaths by the id of their stop, in the order in which they are to be read
 * @param missing ids of the answers that nobody waits for
 */
export function shopRoute(title: string, deaths: (Death & { at: string })[], missing: readonly string[] = []): Route {
  return {
    title,
    stops: stops.map((stop) => ({ ...stop, ...nameOf(stop.id), deaths: deaths.filter(({ at }) => at === stop.id) })),
    answers: answers.map((answer) => ({
      ...answer,
      name: texts.route.answers[answer.id],
      missing: missing.includes(answer.id),
    })),
  }
}

/** What a stop is called, and whose it is, in the language that is spoken now. */
function nameOf(id: (typeof stops)[number]['id']): Pick<Stop, 'name' | 'house'> {
  const words = texts.route
  switch (id) {
    case 'customer':
      return { name: words.customer, house: null }
    case 'service':
      return { name: words.memory, house: words.service }
    case 'line-out':
    case 'line-in':
      return { name: words.line, house: null }
    case 'exchange':
      return { name: words.exchange, house: words.broker }
    case 'queue':
      return { name: words.queueInMemory, house: words.broker }
    case 'disk':
      return { name: words.queueOnDisk, house: words.broker }
    case 'warehouse':
      return { name: words.hands, house: words.warehouse }
    case 'truck':
      return { name: words.truck, house: null }
  }
}
