import type { Bank, BankChain } from '../../practice/bank.ts'
import type { Store } from '../../practice/store.ts'

/** What the views of a mock interview share. */
export interface Room {
  /** What a view fills. */
  root: HTMLElement
  bank: Bank
  chains: ReadonlyMap<string, BankChain>
  store: Store
  /** Stops what a view has started. */
  leave(): void
  /** Shows another view: what stands behind the # of the address. */
  go(to: string): void
}

/** Puts HTML of this book into an element. Never anything that a reader has written: use text for that. */
export function drawn<E extends HTMLElement>(into: E, html: string): E {
  const template = document.createElement('template')
  template.innerHTML = html // drawn, and escaped, when the book was built
  into.append(template.content)
  return into
}
