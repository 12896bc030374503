import type { Order, OrderDesk, WarehouseDesk } from '../../../exercises/shop.ts'

export type RoleKind = 'order-service' | 'warehouse'

/** What a role is given, but for `ship()`: that one is made where the role is. */
export type Desk = OrderDesk & Omit<WarehouseDesk, 'ship'>

/** From the lab to a role's process. */
export type ToRole =
  /** `token`: what every message back must carry. */
  | { type: 'open'; role: RoleKind; file: string; desk: Desk; token: string }
  /** Let the `call`-th call of ship() throw, the first one being 1. */
  | { type: 'throw-at'; call: number; message: string }
  | { type: 'place'; order: Order }
  | { type: 'shipped'; call: number }
  | { type: 'ship-rejected'; call: number; message: string }
  /** Live through so many turns of the event loop, 25 ms each, then say so. */
  | { type: 'turns'; count: number }
  /** Answer at once: whoever does not is blocked. */
  | { type: 'ping' }

/** From a role's process to the lab. */
export type FromRole =
  | { type: 'opened' }
  | { type: 'unusable'; phase: 'load' | 'export' | 'open'; message: string }
  /**
   * `order`: null when learner code handed over something that can't travel. `pauseMs`: since the last rejection of the
   * same order in this process, by its own clock; null when there was none.
   */
  | { type: 'ship'; call: number; order: Order | null; pauseMs: number | null }
  /** ship() threw, as `throw-at` wanted it. */
  | { type: 'ship-threw'; order: Order | null; message: string }
  | { type: 'placed'; orderId: string }
  | { type: 'not-placed'; orderId: string; message: string }
  /** `lateMs`: the longest that one of these turns had to wait for the machine, by the process's own clock. */
  | { type: 'turned'; lateMs: number }
  | { type: 'pong' }

/**
 * The file descriptor of the line between the lab and a role. It is not Node's own IPC channel: learner code then has
 * no `process.send` and no `process.disconnect`, as at work, and bytes that are no JSON can't throw inside of the lab.
 */
export const lineFd = 3
