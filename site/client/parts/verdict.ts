import { fill } from '../../said.ts'
import type { Verdict } from '../../verdicts.ts'
import { element, link } from './element.ts'
import { language, words } from './words.ts'

/** Shows what the judge said of the reader's file, at the top of the lesson. */
export function showPanel({ panel }: Verdict): void {
  const template = document.createElement('template')
  template.innerHTML = panel[language] ?? '' // drawn, and escaped, by the server of this book
  document.getElementById('your-verdict')?.remove()
  document.querySelector('main > .label')?.after(template.content)
}

/** The news of a verdict: in this chapter it leads up to the panel, elsewhere to that chapter. */
export function verdictNotice({ slug, passes, title }: Verdict, isHere: boolean): Node {
  const home = document.querySelector<HTMLAnchorElement>('.brand')?.href
  const to = isHere ? '#your-verdict' : new URL(`${slug}/index.html#your-verdict`, home).href
  const said = element('b', '', fill(words.live.news, { chapter: slug, outcome: title[language] ?? '' }))
  return element('span', passes ? 'kept' : 'broken', said, ' ', link(to, words.live.look))
}

/** Marks the chapters that the reader has passed, wherever they are listed. */
export function markPassed(slugs: string[]): void {
  for (const number of document.querySelectorAll('span.number')) {
    const entry = number.parentElement
    entry?.querySelector('.passed')?.remove()
    const passed = slugs.some((slug) => slug.startsWith(`${number.textContent}-`))
    if (passed) entry?.querySelector('a')?.after(' ', element('span', 'passed', `✓ ${words.live.passed}`))
  }
}
