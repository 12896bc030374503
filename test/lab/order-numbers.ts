import { rangesText } from '../../site/picture/ranges.ts'

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
