import type { Chapter } from '../book.ts'
import { drawDifference } from '../code-block.ts'
import { addHeading, type Draft, openDraft } from '../draft.ts'
import { type Html, html } from '../html.ts'
import { addressFrom } from '../links.ts'
import { drawNumbers, drawPicture, drawStamp, tone } from '../recorded-run.ts'
import { readSnippet } from '../snippet.ts'
import { placeOfFixes, readTemptingFixes, type TemptingFix, type Tools } from '../tempting-fixes.ts'
import { texts } from '../texts.ts'
import { smallLabel } from './label.ts'
import { chainPath, fixesPath, fixPath, interviewPath, type Page } from './page.ts'

/** One page for each wrong fix of a chapter: what somebody thought, what it changes, and how the orders die all the same. */
export function fixPages(chapter: Chapter, tools: Tools): Page[] {
  const at = placeOfFixes(chapter)
  return readTemptingFixes(chapter, tools.checkout, at).map((fix) => fixPage(chapter, fix, tools))
}

function fixPage(chapter: Chapter, { name, title, report, story, code }: TemptingFix, tools: Tools): Page {
  const { slug, number, lesson } = chapter
  const { checkout, highlighter, markdown } = tools
  const at = placeOfFixes(chapter)
  const draft = openDraft(fixPath(slug, name))
  for (const [id, heading] of Object.entries(texts.fixHeadings)) addHeading(draft, { level: 2, id, title: heading }, at)
  const heading = (id: keyof typeof texts.fixHeadings) => html`<h2 id="${id}">${texts.fixHeadings[id]}</h2>`
  const { runtime, version } = report.broker
  const main = html`${smallLabel(html`${texts.chapter(number)} · <a href="${addressFrom(draft.path, fixesPath(slug))}">${texts.fixes}</a>`, title)}
<div class="prose">
${story && markdown.blocks(story, draft)}
${heading('change')}
${drawDifference(highlighter, readSnippet(checkout, lesson.edit, at), code)}
${heading('run')}
<figure class="pair"><figcaption>${texts.run.scenario(report.scenario)}<br><span class="fineprint">${texts.run.fineprint(version, runtime, report.seed)}</span></figcaption>
<div class="run alone ${tone(report)}">
${drawStamp(report)}
${report.reason && html`<p class="reason">${report.reason}</p>`}
${drawNumbers(report)}
${drawPicture(report)}</div></figure>
${heading('question')}
${drawQuestions(chapter, name, tools, draft)}
</div>`
  const description = texts.fixDescription(title, lesson.title)
  const page = { path: draft.path, title, description, main, within: fixesPath(slug) }
  return { ...page, headings: draft.headings, links: draft.links, styles: ['picture'] }
}

/** The interviewer's questions that this fix is evidence for; else the one of its chapter. */
function drawQuestions({ slug, lesson, interview }: Chapter, name: string, { markdown }: Tools, draft: Draft): Html {
  const asked = interview.questions.filter(({ evidence }) =>
    evidence.some((one) => one.kind === 'wrong-fix' && one.name === name),
  )
  const here = (to: string) => addressFrom(draft.path, to)
  if (asked.length === 0) return html`<p><a href="${here(interviewPath(slug))}">${lesson.question}</a></p>`
  const items = asked.map(
    ({ id, title, line }) =>
      html`<li><a href="${here(chainPath(slug, id))}">${markdown.line({ file: interview.file, line, text: title }, draft)}</a></li>
`,
  )
  return html`<ul>
${items}</ul>`
}
