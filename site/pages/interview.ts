import type { Chapter } from '../book.ts'
import { BrokenContent } from '../broken-content.ts'
import { addHeading, type Draft, openDraft } from '../draft.ts'
import type { Evidence } from '../evidence.ts'
import { type Html, html } from '../html.ts'
import { addressFrom } from '../links.ts'
import type { Markdown } from '../markdown.ts'
import type { FollowUp, Question } from '../question.ts'
import { wrongFixId } from '../tempting-fixes.ts'
import { texts } from '../texts.ts'
import { fixesPath, interviewPath, lessonPath, type Page } from './page.ts'

/** The interview of a chapter: its questions, with the answers folded away. */
export function interviewPage(chapter: Chapter, markdown: Markdown): Page {
  const { slug, number, lesson, interview } = chapter
  const draft = openDraft(interviewPath(slug))
  const title = texts.interviewOf(lesson.title)
  const questions = interview.questions.map((question) => drawQuestion(question, chapter, markdown, draft))
  const main = html`<header class="label small">
<p class="kicker">${texts.chapter(number)}</p>
<h1>${title}</h1>
<p>${texts.interviewLead}</p>
<button type="button" class="unfold" data-hide="${texts.hideAll}" hidden>${texts.showAll}</button>
</header>
<div class="prose">
${questions}</div>`
  return { path: draft.path, title, description: lesson.question, main, headings: draft.headings, links: draft.links }
}

function drawQuestion(question: Question, chapter: Chapter, markdown: Markdown, draft: Draft): Html {
  const { id, line, title, level, after } = question
  const at = { file: question.answer.file, line }
  addHeading(draft, { level: 2, id, title: title.replaceAll('`', '') }, at)
  const [answer, followUps, wrongAnswer, , evidence] = texts.questionHeadings
  return html`<section class="interview" aria-labelledby="${id}">
<h2 id="${id}">${markdown.line({ ...at, text: title }, draft)}</h2>
<p class="after"><span class="level">${texts.levels[level]}</span> ${texts.after} ${markdown.line({ ...at, text: after }, draft)}.</p>
${fold(answer, markdown.blocks(question.answer, draft))}
<h3>${followUps}</h3>
<ol class="followups">
${question.followUps.map((followUp) => drawFollowUp(followUp, markdown, draft))}</ol>
${fold(wrongAnswer, markdown.blocks(question.wrongAnswer, draft))}
${fold(evidence, html`<ul>${question.evidence.map((item) => drawEvidence(item, chapter, markdown, draft))}</ul>`)}
</section>
`
}

function drawFollowUp({ question, answer }: FollowUp, markdown: Markdown, draft: Draft): Html {
  return html`<li>${fold(markdown.line({ ...answer, text: question }, draft), markdown.blocks(answer, draft))}</li>
`
}

/** Evidence that the chapter holds links to the place where it is shown. */
function drawEvidence(evidence: Evidence, { slug, recorded }: Chapter, markdown: Markdown, draft: Draft): Html {
  if (evidence.kind === 'source') return html`<li>${texts.source}: ${markdown.line(evidence.text, draft)}</li>`
  if (evidence.kind === 'measured') return html`<li>${texts.measured}: ${markdown.line(evidence.text, draft)}</li>`
  if (evidence.kind === 'wrong-fix' && !recorded.wrong.has(evidence.name)) {
    const names = [...recorded.wrong.keys()].join(', ')
    throw new BrokenContent(
      evidence.at,
      `${recorded.file} has no wrong fix "${evidence.name}".`,
      `It has ${names}. Record the chapter again if that one is new.`,
    )
  }
  const [name, label, to, fragment] =
    evidence.kind === 'scenario'
      ? [evidence.id, texts.scenario, lessonPath(slug), 'what-the-judge-does']
      : [evidence.name, texts.wrongFix, fixesPath(slug), wrongFixId(evidence.name)]
  draft.links.push({ to, fragment, at: evidence.at })
  return html`<li>${label}: <a href="${addressFrom(draft.path, to)}#${fragment}"><code>${name}</code></a></li>`
}

const fold = (summary: string | Html, body: Html): Html => html`<details><summary>${summary}</summary>
<div class="folded">${body}</div></details>`
