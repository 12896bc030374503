import type { CodeName } from './codes.ts'
import type { FaultName } from './history.ts'
import type { BrokerFault } from './round.ts'
import type { Stage } from './stage.ts'

/** A story that the lab plays with a candidate: set-up, load, fault, healing, drain. */
export interface Scenario {
  /** For links: 'warehouse-dies'. */
  id: string
  /** For reports: 'a warehouse dies while it ships'. */
  title: string
  /** Which role the candidate plays. */
  candidate: 'warehouse' | 'order-service'
  /** What the lab breaks. Without it in the history the verdict is INCONCLUSIVE, never PASS. */
  faults: FaultName[]
  /** The code of a candidate that loses orders here. */
  lossCode: CodeName
  /** What happens to the whole broker, once for all candidates of a round. */
  brokerFault?: BrokerFault
  /** It is the control: it tells "does not work" from "loses", and need not catch anything alone. */
  control?: true
  /** Orders that customers have in mind; the play may place fewer. 20 without it. */
  orderCount?: number
  /** The queue's name: the broker has a policy for `limitedQueue`. 'orders' without it. */
  queue?: string
  /** The heartbeat that the candidate's address asks for. Without it the address names none. */
  heartbeatSeconds?: number
  play(stage: Stage): Promise<void>
}
