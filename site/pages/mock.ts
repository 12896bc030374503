import type { Book } from '../book.ts'
import { openDraft } from '../draft.ts'
import { html } from '../html.ts'
import { addressFrom } from '../links.ts'
import { makeBank } from '../make-bank.ts'
import type { Markdown } from '../markdown.ts'
import { texts } from '../texts.ts'
import { smallLabel } from './label.ts'
import { interviewPath, MOCK, type Page } from './page.ts'

/**
 * The mock interview. Its page holds all questions as data; the script `site/client/mock.ts` draws an interview from them.
 */
export function mockPage(book: Book, markdown: Markdown): Page {
  const words = texts.scripts.mock
  const draft = openDraft(MOCK)
  const bank = makeBank(book, markdown, draft)
  const main = html`${smallLabel(texts.interview, words.title, words.lead)}
<div class="prose mock" id="mock">
<p>${words.withoutScript}</p>
<ul>
${book.chapters.map(
  ({ slug, number, lesson }) =>
    html`<li><a href="${addressFrom(MOCK, interviewPath(slug))}">${texts.chapter(number)}: ${lesson.title}</a></li>
`,
)}</ul>
</div>`
  return {
    path: MOCK,
    title: words.title,
    description: words.lead,
    main,
    headings: draft.headings,
    links: draft.links,
    reference: words.name,
    tool: true,
    data: bank,
    speaks: true,
    scripts: ['mock'],
    styles: ['practice', 'mock'],
  }
}
