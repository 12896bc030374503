import type { Book } from '../book.ts'
import { type Draft, openDraft } from '../draft.ts'
import { type Guarantee, systems } from '../equivalence.ts'
import { type Html, html } from '../html.ts'
import type { Markdown } from '../markdown.ts'
import { texts } from '../texts.ts'
import { smallLabel } from './label.ts'
import { EQUIVALENCE, type Page } from './page.ts'

/** The same guarantees in RabbitMQ, Kafka and RocketMQ. */
export function equivalencePage({ equivalence }: Book, markdown: Markdown): Page {
  const draft = openDraft(EQUIVALENCE)
  const { elsewhere } = texts
  const main = html`${smallLabel(texts.book, elsewhere.title, elsewhere.lead)}
<div class="prose">
${equivalence.map((guarantee) => drawGuarantee(guarantee, markdown, draft))}</div>`
  return {
    path: EQUIVALENCE,
    title: elsewhere.title,
    reference: elsewhere.name,
    description: elsewhere.lead,
    main,
    headings: draft.headings,
    links: draft.links,
    styles: ['reference'],
  }
}

function drawGuarantee({ id, question, cells }: Guarantee, markdown: Markdown, draft: Draft): Html {
  draft.headings.push({ level: 2, id, title: question.text.replaceAll('`', '') })
  const drawCell = (system: (typeof systems)[number]) => html`<div><dt>${texts.elsewhere.systems[system]}</dt>
<dd><p>${markdown.line(cells[system].text, draft)}</p><p class="proof">${markdown.line(cells[system].source, draft)}</p></dd></div>
`
  return html`<section class="guarantee" aria-labelledby="${id}">
<h2 id="${id}">${markdown.line(question, draft)}</h2>
<dl>
${systems.map(drawCell)}</dl>
</section>
`
}
