import { type Book, findQuestion } from '../book.ts'
import type { Chunk } from '../chunk.ts'
import { addHeading, type Draft, openDraft } from '../draft.ts'
import { type Html, html } from '../html.ts'
import { addressFrom } from '../links.ts'
import type { Markdown } from '../markdown.ts'
import type { Branch } from '../opening.ts'
import { drawRoute } from '../picture/draw-route.ts'
import { shopRoute, stopIds } from '../picture/route.ts'
import { LEVELS } from '../question.ts'
import { texts } from '../texts.ts'
import { smallLabel } from './label.ts'
import { chainPath, OPENING, type Page } from './page.ts'

/** The opening question: what one can say in two minutes, and where an interviewer goes from each sentence. */
export function openingPage(book: Book, markdown: Markdown): Page {
  const { opening } = book
  const words = texts.opening
  const draft = openDraft(OPENING)
  const blocks = (chunk: Chunk) => markdown.blocks(chunk, draft)
  const [after, answers, branches, turnOffs] = texts.openingHeadings
  const heading = (id: string, title: string) => {
    addHeading(draft, { level: 2, id, title }, { file: opening.file, line: 1 })
    return html`<h2 id="${id}">${title}</h2>`
  }
  const main = html`${smallLabel(words.kicker, opening.question)}
<div class="prose">
${heading('after', after)}
${blocks(opening.after)}
${heading('answers', answers)}
<p>${words.answersLead}</p>
${LEVELS.map(
  (level) => html`<details class="asked"><summary>${words.answerOf[level]}</summary>
<div class="folded">${blocks(opening.answers[level])}</div></details>
`,
)}
${heading('branches', branches)}
<p>${words.branchesLead}</p>
<figure class="route-picture">${drawMap(opening.branches)}</figure>
${inOrder(opening.branches).map((branch) => drawBranch(branch, book, markdown, draft))}
${heading('turn-offs', turnOffs)}
<ol>
${opening.turnOffs.map(
  ({ said, why }) => html`<li><p><b>${markdown.line({ ...why, text: said }, draft)}</b></p>
${blocks(why)}</li>
`,
)}</ol>
</div>`
  return {
    path: OPENING,
    title: words.name,
    reference: words.name,
    description: opening.question,
    main,
    headings: draft.headings,
    links: draft.links,
    styles: ['picture', 'practice'],
  }
}

/** By the stops of the way: that is how an answer goes, too. */
const inOrder = (branches: Branch[]) =>
  branches.toSorted((one, other) => stopIds.indexOf(one.stop) - stopIds.indexOf(other.stop))

/** The way of an order with what one says about each of its stops. */
function drawMap(branches: Branch[]): Html {
  const said = inOrder(branches).map(({ stop, said, id }) => ({ at: stop, how: curled(said), href: `#${id}` }))
  return drawRoute(shopRoute(texts.opening.map, said), { id: 'map', width: 440, sign: 'door' })
}

/** With the quotes that Markdown would give it; the text in a picture is no Markdown. */
const curled = (said: string): string => said.replace(/^"(.*)"$/, '“$1”')

function drawBranch({ id, line, said, asks, chains, why }: Branch, book: Book, markdown: Markdown, draft: Draft): Html {
  const at = { file: why.file, line }
  addHeading(draft, { level: 3, id, title: said.replaceAll('`', '') }, at)
  return html`<section class="branch" aria-labelledby="${id}">
<h3 id="${id}">${markdown.line({ ...at, text: said }, draft)}</h3>
<p><b>${texts.opening.asks}</b> ${markdown.line({ ...at, text: asks }, draft)}</p>
${markdown.blocks(why, draft)}
<p class="also">${texts.opening.leadsTo}</p>
<ul>
${chains.map((chain) => html`<li>${drawChain(chain, book, markdown, draft)}</li>`)}</ul>
</section>
`
}

function drawChain(chain: Chunk, book: Book, markdown: Markdown, draft: Draft): Html {
  const { slug, question } = findQuestion(book, chain.text)
  const to = chainPath(slug, question.id)
  draft.links.push({ to, fragment: null, at: chain })
  return html`<a href="${addressFrom(draft.path, to)}">${markdown.line({ ...chain, text: question.title }, draft)}</a>`
}
