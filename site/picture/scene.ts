/**
 * A run as its picture needs it: a small, normalised history. Orders have numbers instead of ids, and like events between
 * two turning points are one step. It is what `npm run record` keeps beside a run.
 */
export interface Scene {
  /** What the lab has played: 'a warehouse dies while it ships'. */
  title: string
  /** What came out, in words: the guarantee that is missing, or the one that held. */
  headline: string
  /** What became of the orders, in one sentence. */
  ending: string
  outcome: 'kept' | 'broken' | 'open'
  /** Numbers of the lost orders, ascending. */
  lost: number[]
  /** In order. */
  steps: Step[]
}

export interface Step {
  /** Milliseconds since the scenario began. */
  atMs: number
  /** Whose it is: 'order-service', 'broker', 'warehouse-1'. A frame begins here. */
  lane: string
  /** Where a frame goes. */
  to?: string
  show: Show
  /** What it says; orders are in it, as '#1 … #7'. */
  text: string
  /** `fault`: what the lab broke. `loss`: what an order got lost by. */
  tone: 'normal' | 'fault' | 'loss'
  /** Numbers of the orders that it is about. */
  orders: number[]
  /** Numbers of the orders that are gone from here on. */
  dies?: number[]
}

/** How a step is drawn. */
export type Show =
  /** An arrow between two lanes. `nowhere`: it does not arrive. `again`: a copy of it has gone this way before. */
  | { as: 'frame'; nowhere?: true; again?: true }
  /** Something that somebody does, or says. */
  | { as: 'note' }
  /** The effect: a parcel is on the truck, or a customer was told. */
  | { as: 'effect' }
  /** Work has begun that takes long: a bar on the lane until it ends. */
  | { as: 'hold' }
  /** The process is dead: its lane is cut. The broker's goes on at `back`. */
  | { as: 'crash' }
  /** The process stands still until `back`. */
  | { as: 'freeze' }
  /** The line between a role and the broker is broken. */
  | { as: 'break' }
  | { as: 'back' }
  | { as: 'start' }

/** The lanes of a scene, from the customer's side to the truck's. */
export function lanesOf({ steps }: Pick<Scene, 'steps'>): string[] {
  const names = new Set(['broker', ...steps.flatMap(({ lane, to }) => (to === undefined ? [lane] : [lane, to]))])
  const side = (name: string) => (name.startsWith('order-service') ? 0 : name === 'broker' ? 1 : 2)
  return [...names].sort((a, b) => side(a) - side(b) || a.localeCompare(b))
}

/**
 * The steps as they happened. What a process has sent just before it was killed may be read from the wire after its kill,
 * and a dead process sends nothing: such a frame comes before the end of its sender.
 */
export function inOrder(steps: readonly Step[]): Step[] {
  const ordered: Step[] = []
  for (const step of steps) {
    const end = ordered.findIndex(({ show, lane }) => show.as === 'crash' && lane === step.lane && lane !== 'broker')
    if (end >= 0 && step.show.as === 'frame') ordered.splice(end, 0, step)
    else ordered.push(step)
  }
  return ordered
}
