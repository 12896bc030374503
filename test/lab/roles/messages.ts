import type { Order } from '../../../exercises/shop.ts'

export type RoleKind = 'order-service' | 'warehouse'

/** From the lab to a role's process. */
export type ToRole =
  | { type: 'open'; role: RoleKind; file: string; amqpUrl: string; queue: string }
  | { type: 'place'; order: Order }
  | { type: 'shipped'; call: number }
  | { type: 'ship-rejected'; call: number; message: string }
  /** Live through so many turns of the event loop, 25 ms each, then say so. */
  | { type: 'turns'; count: number }

/** From a role's process to the lab. */
export type FromRole =
  | { type: 'ready' }
  | { type: 'opened' }
  | { type: 'unusable'; phase: 'load' | 'open'; message: string }
  | { type: 'ship'; call: number; order: Order }
  | { type: 'placed'; orderId: string }
  | { type: 'not-placed'; orderId: string; message: string }
  | { type: 'turned' }

const known = new Set<unknown>(['ready', 'opened', 'unusable', 'ship', 'placed', 'not-placed', 'turned'])

/** Whether a message comes from our side of the process, and not from learner code that calls `process.send`. */
export function isFromRole(message: unknown): message is FromRole {
  return typeof message === 'object' && message !== null && known.has((message as { type?: unknown }).type)
}
