import type { CodeName } from './codes.ts'
import type { FaultName } from './history.ts'
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
  play(stage: Stage): Promise<void>
}
