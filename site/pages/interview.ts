import type { Chapter } from '../book.ts'
import { addHeading, type Draft, openDraft } from '../draft.ts'
import { type Html, html } from '../html.ts'
import { addressFrom } from '../links.ts'
import type { Markdown } from '../markdown.ts'
import type { Question } from '../question.ts'
import { texts } from '../texts.ts'
import { smallLabel } from './label.ts'
import { chainPath, interviewPath, MOCK, type Page } from './page.ts'

/** The interview of a chapter: its questions, each with a page of its own. */
export function interviewPage(chapter: Chapter, markdown: Markdown): Page {
  const { slug, number, lesson, interview } = chapter
  const { list } = texts.interviewPages
  const draft = openDraft(interviewPath(slug))
  const title = texts.interviewOf(lesson.title)
  const questions = interview.questions.map((question) => drawEntry(question, chapter, markdown, draft))
  const main = html`${smallLabel(
    texts.chapter(number),
    title,
    list.lead,
    html`<p><a href="${addressFrom(draft.path, MOCK)}">${list.mock}</a></p>
`,
  )}
<div class="prose">
<ol class="chains">
${questions}</ol>
</div>`
  return {
    path: draft.path,
    title,
    description: lesson.question,
    main,
    headings: draft.headings,
    links: draft.links,
    styles: ['practice'],
  }
}

function drawEntry(question: Question, { slug }: Chapter, markdown: Markdown, draft: Draft): Html {
  const { id, line, title, level, followUps } = question
  const at = { file: question.answer.file, line }
  addHeading(draft, { level: 2, id, title: title.replaceAll('`', '') }, at)
  return html`<li><h2><a id="${id}" href="${addressFrom(draft.path, chainPath(slug, id))}">${markdown.line({ ...at, text: title }, draft)}</a></h2>
<p class="fineprint"><span class="level">${texts.levels[level]}</span> ${texts.interviewPages.list.followUps(followUps.length)}</p></li>
`
}
