import { type Book, type Chapter, findQuestion } from '../book.ts'
import { chainId } from '../chains.ts'
import type { Chunk } from '../chunk.ts'
import { type Draft, openDraft } from '../draft.ts'
import { drawEvidence } from '../draw-evidence.ts'
import { type Html, html } from '../html.ts'
import { addressFrom } from '../links.ts'
import type { Markdown } from '../markdown.ts'
import type { FollowUp, Question } from '../question.ts'
import { texts } from '../texts.ts'
import { smallLabel } from './label.ts'
import { chainPath, DUE, interviewPath, lessonPath, type Page } from './page.ts'

/** A question with its follow-ups, the answers folded away. A script turns it into a practice (`site/client/practice.ts`). */
export function chainPage(question: Question, chapter: Chapter, book: Book, markdown: Markdown): Page {
  const { slug, number } = chapter
  const words = texts.interviewPages.chain
  const id = chainId(slug, question.id)
  const draft = openDraft(chainPath(slug, question.id))
  const line = (text: string) => markdown.line({ file: chapter.interview.file, line: question.line, text }, draft)
  const blocks = (chunk: Chunk) => markdown.blocks(chunk, draft)
  const [answer, followUps, wrongAnswer, listen, evidence] = texts.questionHeadings
  const signs = (title: string, signs: Chunk[]) => html`<p><b>${title}</b></p>
<ul>${signs.map((sign) => html`<li>${markdown.line(sign, draft)}</li>`)}</ul>
`
  const main = html`${smallLabel(
    words.kicker(texts.chapter(number)),
    line(question.title),
    undefined,
    html`<p><span class="level">${texts.levels[question.level]}</span> ${drawBases(book.chains.get(id) ?? [], book, markdown, draft)}</p>
<button type="button" class="unfold" data-hide="${texts.hideAll}" hidden>${texts.showAll}</button>
`,
  )}
<section class="practice" id="practise" data-due="${addressFrom(draft.path, DUE)}" aria-label="${texts.scripts.practise.title}" hidden></section>
<div class="prose interview chain" data-chain="${id}">
<div class="step">${fold(answer, blocks(question.answer))}</div>
<h2 class="small">${followUps}</h2>
<ol class="followups">
${question.followUps.map((followUp) => drawFollowUp(followUp, markdown, draft))}</ol>
<div class="rest">
${fold(wrongAnswer, blocks(question.wrongAnswer))}
${fold(
  listen,
  html`<p><b>${words.after}</b></p>
<p>${texts.after} ${line(question.after)}.</p>
${signs(words.good, question.signs.good)}${signs(words.bad, question.signs.bad)}`,
)}
${fold(evidence, html`<ul>${question.evidence.map((item) => drawEvidence(item, chapter, markdown, draft))}</ul>`)}
${drawRun(question, chapter)}
</div>
<p class="fineprint"><a href="${addressFrom(draft.path, interviewPath(slug))}">${words.all}</a> · <a href="${addressFrom(draft.path, lessonPath(slug))}">${words.lesson}</a> · ${words.paper}</p>
</div>`
  return {
    path: draft.path,
    title: question.title.replaceAll('`', ''),
    description: chapter.lesson.question,
    main,
    headings: draft.headings,
    links: draft.links,
    speaks: true,
    scripts: ['practice'],
    styles: ['practice'],
    within: interviewPath(slug),
  }
}

function drawBases(ids: string[], book: Book, markdown: Markdown, draft: Draft): Html | false {
  if (ids.length === 0) return false
  const bases = ids.map((id, index) => {
    const { slug, question, chapter } = findQuestion(book, id)
    const title = markdown.line({ file: chapter.interview.file, line: question.line, text: question.title }, draft)
    return html`${index > 0 && ' · '}<a href="${addressFrom(draft.path, chainPath(slug, question.id))}">${title}</a>`
  })
  return html`${texts.interviewPages.chain.buildsOn} ${bases}`
}

function drawFollowUp({ question, answer }: FollowUp, markdown: Markdown, draft: Draft): Html {
  const summary = markdown.line({ ...answer, text: question }, draft)
  return html`<li class="step">${fold(summary, markdown.blocks(answer, draft))}</li>
`
}

/** What the run of the chapter shows. While the book is served the reader's own run takes its place. */
function drawRun({ evidence }: Question, { slug, recorded }: Chapter): Html | false {
  if (evidence.every(({ kind }) => kind === 'source' || kind === 'measured')) return false
  const { happened, code } = recorded.exercise
  const { lost, placed } = happened
  const words = texts.interviewPages.chain
  const text = lost.length > 0 ? words.recorded(lost.length, placed) : words.recordedCode(code ?? '')
  return html`<p class="own-run" data-own-run="${slug}">${text}</p>`
}

/** Folded until it is asked for, also on paper. */
const fold = (summary: string | Html, body: Html): Html => html`<details class="asked"><summary>${summary}</summary>
<div class="folded">${body}</div></details>`
