import { texts } from '../../texts.ts'
import type { Verdict } from '../../verdicts.ts'
import { element, link } from './element.ts'

/** Shows what the judge said of the reader's file, at the top of the lesson. */
export function showPanel({ panel }: Verdict): void {
  const template = document.createElement('template')
  template.innerHTML = panel // drawn, and escaped, by the server of this book
  document.getElementById('your-verdict')?.remove()
  document.querySelector('main > .label')?.after(template.content)
}

/** The news of a verdict: in this chapter it leads up to the panel, elsewhere to that chapter. */
export function verdictNotice({ slug, passes, title }: Verdict, isHere: boolean): Node {
  const to = isHere ? '#your-verdict' : `/${slug}/index.html#your-verdict`
  const words = element('b', '', texts.live.news(slug, title))
  return element('span', passes ? 'kept' : 'broken', words, ' ', link(to, texts.live.look))
}

/** Marks the chapters that the reader has passed, wherever they are listed. */
export function markPassed(slugs: string[]): void {
  for (const number of document.querySelectorAll('span.number')) {
    const entry = number.parentElement
    entry?.querySelector('.passed')?.remove()
    const passed = slugs.some((slug) => slug.startsWith(`${number.textContent}-`))
    if (passed) entry?.querySelector('a')?.after(' ', element('span', 'passed', `✓ ${texts.live.passed}`))
  }
}
