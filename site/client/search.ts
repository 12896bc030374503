// Loaded, with the index, when somebody first searches.
import MiniSearch from 'minisearch'
import type { Found, SearchIndex } from '../search-index.ts'
import { isSpelled, wordsOf } from '../words.ts'
import { resultItem } from './parts/result.ts'
import { root } from './parts/root.ts'
import { searchBox } from './parts/search-box.ts'

const MOST = 20

const { sections, found, none } = (globalThis as unknown as { zeroLossIndex: SearchIndex }).zeroLossIndex
const index = new MiniSearch<Found & { id: number }>({
  fields: ['title', 'page', 'text'],
  tokenize: wordsOf,
  processTerm: (term) => term,
  searchOptions: {
    combineWith: 'AND',
    boost: { title: 4, page: 2 },
    prefix: (term) => isSpelled(term) && term.length > 1,
    fuzzy: (term) => (isSpelled(term) && term.length > 5 ? 0.2 : false),
  },
})
index.addAll(sections.map((section, id) => ({ ...section, id })))

const { dialog, input, status, results } = searchBox()

input.addEventListener('input', show)
dialog.addEventListener('keydown', step)
dialog.addEventListener('click', ({ target }) => {
  if (target instanceof Element && target.closest('a')) dialog.close() // it may lead to this same page
})
show() // somebody may have typed meanwhile

function show(): void {
  const hits = index.search(input.value)
  const shown = hits.slice(0, MOST)
  results.replaceChildren(...shown.map(({ id, terms }) => resultItem(sections[id as number] as Found, terms, root)))
  const words = hits.length === 0 ? none : found.replace('{count}', `${hits.length}`)
  status.textContent = input.value.trim() === '' ? '' : words
}

/** Enter takes the first result, arrows go through them. Everything else is left to the browser. */
function step(event: KeyboardEvent): void {
  if (event.isComposing) return // Enter and the arrows choose a Chinese word
  const stops = [input, ...results.querySelectorAll('a')]
  const at = stops.indexOf(document.activeElement as HTMLInputElement)
  const to = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : null
  if (event.key === 'Enter' && at === 0) results.querySelector('a')?.click()
  else if (to === null || at === -1) return
  else stops[Math.max(0, Math.min(to, stops.length - 1))]?.focus()
  event.preventDefault()
}
