import type { Book, Chapter } from '../book.ts'
import { chainId } from '../chains.ts'
import { addHeading, openDraft } from '../draft.ts'
import { html } from '../html.ts'
import { addressFrom } from '../links.ts'
import type { Markdown } from '../markdown.ts'
import { texts } from '../texts.ts'
import { smallLabel } from './label.ts'
import { chainPath, DUE, type Page } from './page.ts'

/** What comes back today. The script `site/client/due.ts` knows it; without one this is the list of all questions. */
export function duePage(book: Book, markdown: Markdown): Page {
  const words = texts.scripts.due
  const draft = openDraft(DUE)
  const at = { file: DUE, line: 1 }
  for (const [id, title] of [
    ['today', words.today],
    ['all', words.all],
    ['keep', words.keep],
  ] as const)
    addHeading(draft, { level: 2, id, title }, at)
  const drawChapter = ({
    slug,
    number,
    lesson,
    interview,
  }: Chapter) => html`<h3>${texts.chapter(number)}: ${lesson.title}</h3>
<ul class="chains short">
${interview.questions.map(
  ({ id, title, level, line }) =>
    html`<li data-chain="${chainId(slug, id)}"><a href="${addressFrom(DUE, chainPath(slug, id))}">${markdown.line({ file: interview.file, line, text: title }, draft)}</a> <span class="level">${texts.levels[level]}</span> <span class="state"></span></li>
`,
)}</ul>
`
  const main = html`${smallLabel(texts.interview, words.title, words.lead)}
<div class="prose">
<p class="without-script">${words.withoutScript}</p>
<section id="due" aria-live="polite" hidden></section>
<h2 id="today">${words.today}</h2>
<div id="due-today"></div>
<h2 id="all">${words.all}</h2>
${book.chapters.map(drawChapter)}
<h2 id="keep">${words.keep}</h2>
<p>${words.keepLead}</p>
<div id="keeping"></div>
</div>`
  return {
    path: DUE,
    title: words.title,
    description: words.lead,
    main,
    headings: draft.headings,
    links: draft.links,
    reference: words.name,
    tool: true,
    speaks: true,
    scripts: ['due'],
    styles: ['practice'],
  }
}
