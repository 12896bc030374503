/** Turns order ids into the numbers that a reader sees: the id at index 0 is order #1. */
export class OrderNumbers {
  readonly #numbers: Map<string, number>

  constructor(orderIds: string[]) {
    this.#numbers = new Map(orderIds.map((id, index) => [id, index + 1]))
  }

  /** Ascending numbers of some orders. Ids that nobody placed are left out. */
  of(orderIds: Iterable<string>): number[] {
    const numbers = [...orderIds].map((id) => this.#numbers.get(id)).filter((number) => number !== undefined)
    return [...new Set(numbers)].sort((a, b) => a - b)
  }

  /** '#1 … #7', '#3', '#2 #5 #9 … #12'. */
  text(orderIds: Iterable<string>): string {
    return rangesText(this.of(orderIds))
  }
}

/** Writes ascending numbers with runs of three and more shortened: '#1 … #7 #9'. */
export function rangesText(numbers: number[]): string {
  const runs: number[][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run !== undefined && run.at(-1) === number - 1) run.push(number)
    else runs.push([number])
  }
  return runs
    .map((run) => (run.length > 2 ? `#${run[0]} … #${run.at(-1)}` : run.map((number) => `#${number}`).join(' ')))
    .join(' ')
}
