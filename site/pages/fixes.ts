import type { Chapter } from '../book.ts'
import type { Place } from '../broken-content.ts'
import { drawDifference } from '../code-block.ts'
import { addHeading, type Draft, openDraft } from '../draft.ts'
import { type Html, html } from '../html.ts'
import { drawLedger, drawStamp, tone } from '../recorded-run.ts'
import { readSnippet } from '../snippet.ts'
import { readTemptingFixes, type TemptingFix, type Tools } from '../tempting-fixes.ts'
import { texts } from '../texts.ts'
import { fixesPath, type Page } from './page.ts'

/** The wrong fixes of a chapter in full: the story of each, what it lost, and what it changes in the exercise. */
export function fixesPage(chapter: Chapter, tools: Tools): Page {
  const { slug, number, lesson } = chapter
  const draft = openDraft(fixesPath(slug))
  const title = texts.fixesOf(lesson.title)
  const at = placeInLesson(chapter)
  const fixes = readTemptingFixes(chapter, tools.checkout, at)
  const main = html`<header class="label small">
<p class="kicker">${texts.chapter(number)}</p>
<h1>${title}</h1>
<p>${texts.fixesLead}</p>
<button type="button" class="unfold" data-hide="${texts.hideChanges}" hidden>${texts.showChanges}</button>
</header>
<div class="prose">
${fixes.map((fix) => drawFix(fix, lesson.edit, tools, draft, at))}</div>`
  return { path: draft.path, title, description: texts.fixesLead, main, headings: draft.headings, links: draft.links }
}

/** The page has no Markdown of its own: what is wrong with it is mended from the lesson's section of the same name. */
function placeInLesson({ lesson }: Chapter): Place {
  const section = lesson.sections.find(({ id }) => id === 'tempting-fixes')
  return { file: lesson.file, line: section ? section.body.line - 1 : 1 }
}

function drawFix(
  { id, title, report, story, code }: TemptingFix,
  edit: string,
  tools: Tools,
  draft: Draft,
  at: Place,
): Html {
  const { checkout, highlighter, markdown } = tools
  addHeading(draft, { level: 2, id, title }, at)
  return html`<section class="fix" aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${story && markdown.blocks(story, draft)}
<div class="result ${tone(report)}">${drawStamp(report)}
${report.reason && html`<p class="reason">${report.reason}</p>`}
${drawLedger(report)}</div>
<details><summary>${texts.whatItChanges}</summary>
${drawDifference(highlighter, readSnippet(checkout, edit, at), code)}
</details>
</section>
`
}
