import type { Chapter } from '../book.ts'
import { addHeading, type Draft, openDraft } from '../draft.ts'
import { type Html, html } from '../html.ts'
import { addressFrom } from '../links.ts'
import { drawLedger, drawStamp, tone } from '../recorded-run.ts'
import { placeOfFixes, readTemptingFixes, type TemptingFix, type Tools } from '../tempting-fixes.ts'
import { texts } from '../texts.ts'
import { smallLabel } from './label.ts'
import { fixesPath, fixPath, type Page } from './page.ts'

/** The wrong fixes of a chapter: the story of each, and what it lost. Each has a page of its own for the rest. */
export function fixesPage(chapter: Chapter, tools: Tools): Page {
  const { slug, number, lesson } = chapter
  const draft = openDraft(fixesPath(slug))
  const title = texts.fixesOf(lesson.title)
  const fixes = readTemptingFixes(chapter, tools.checkout, placeOfFixes(chapter))
  const main = html`${smallLabel(texts.chapter(number), title, texts.fixesLead)}
<div class="prose">
${fixes.map((fix) => drawFix(fix, chapter, tools, draft))}</div>`
  return { path: draft.path, title, description: texts.fixesLead, main, headings: draft.headings, links: draft.links }
}

function drawFix({ name, id, title, report, story }: TemptingFix, chapter: Chapter, tools: Tools, draft: Draft): Html {
  addHeading(draft, { level: 2, id, title }, placeOfFixes(chapter))
  const address = addressFrom(draft.path, fixPath(chapter.slug, name))
  return html`<section class="fix" aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${story && tools.markdown.blocks(story, draft)}
<div class="result ${tone(report)}">${drawStamp(report)}
${report.reason && html`<p class="reason">${report.reason}</p>`}
${drawLedger(report)}</div>
<p><a href="${address}" aria-label="${texts.seeFix}: ${title}">${texts.seeFix}</a></p>
</section>
`
}
