import type { Standing, Verdict } from '../../verdicts.ts'
import { language } from './words.ts'

/**
 * Says what the reader's own runs showed, wherever the page has a place for it (`data-own-run`, a chapter's slug). Only
 * while the book is served by `npm start`: the published book knows nothing of anybody's runs.
 */
export async function showOwnRuns(root: ParentNode): Promise<void> {
  const isServed = document.querySelector('script[data-edition]') !== null
  if (!isServed || root.querySelector('[data-own-run]') === null) return
  const { verdicts } = (await (await fetch('/live/standing.json')).json()) as Standing
  tellOwnRuns(root, verdicts)
}

/** The same, with verdicts that are known. */
export function tellOwnRuns(root: ParentNode, verdicts: readonly Verdict[]): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-own-run]')) {
    const own = verdicts.find(({ slug }) => slug === place.dataset.ownRun)?.own[language]
    if (!own) continue
    place.textContent = own
    place.classList.add('yours')
    place.hidden = false
  }
}
