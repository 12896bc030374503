import type { Book } from '../book.ts'
import { type Draft, openDraft } from '../draft.ts'
import type { Term } from '../glossary.ts'
import { type Html, html } from '../html.ts'
import { addressFrom } from '../links.ts'
import type { Markdown } from '../markdown.ts'
import { texts } from '../texts.ts'
import { smallLabel } from './label.ts'
import { GLOSSARY, lessonPath, type Page } from './page.ts'

/** The words of the field, as this book uses them. */
export function glossaryPage({ glossary }: Book, markdown: Markdown): Page {
  const draft = openDraft(GLOSSARY)
  const main = html`${smallLabel(texts.book, texts.glossary.title, texts.glossary.lead)}
<div class="prose">
<dl class="terms">
${glossary.map((term) => drawTerm(term, markdown, draft))}</dl>
</div>`
  return {
    path: GLOSSARY,
    title: texts.glossary.title,
    reference: texts.glossary.title,
    description: texts.glossary.lead,
    main,
    headings: [],
    links: draft.links,
    styles: ['reference'],
  }
}

function drawTerm({ id, term, chinese, means, entry, source }: Term, markdown: Markdown, draft: Draft): Html {
  const chapter =
    entry && html`<a href="${addressFrom(draft.path, lessonPath(entry.slug))}">${texts.chapter(entry.number)}</a>`
  return html`<dt id="${id}">${term}${chinese && html` <span lang="zh">${chinese}</span>`}</dt>
<dd><p>${markdown.line(means, draft)}</p><p class="proof">${chapter}${chapter && source && ' · '}${source && markdown.line(source, draft)}</p></dd>
`
}
