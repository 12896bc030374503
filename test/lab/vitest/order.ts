/** What the command asks the vitest worker to judge; travels in the environment. */
export interface JudgeOrder {
  /** Judge these files of this chapter, nothing else. null: the whole proof. */
  only: { slug: string; files: string[] } | null
  seed: number
  /** How often, each time with the next seed. */
  repeat: number
  /** All chapters are proven in this run, so they may share their rounds. */
  wholeWorkbook: boolean
}

const variable = 'ZERO_LOSS_ORDER'

export function giveOrder(order: JudgeOrder): void {
  process.env[variable] = JSON.stringify(order)
}

/** Reads the order; without one (vitest started by hand) it is the whole proof. */
export function takeOrder(freshSeed: () => number): JudgeOrder {
  const text = process.env[variable]
  return text === undefined
    ? { only: null, seed: freshSeed(), repeat: 1, wholeWorkbook: false }
    : (JSON.parse(text) as JudgeOrder)
}
