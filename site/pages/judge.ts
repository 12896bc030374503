import { type Chunk, splitSections } from '../chunk.ts'
import { openDraft } from '../draft.ts'
import { html } from '../html.ts'
import type { Markdown } from '../markdown.ts'
import { texts } from '../texts.ts'
import { smallLabel } from './label.ts'
import { JUDGE, type Page } from './page.ts'

// On a code host the file may lead to any other file of the checkout. The book has only its pages.
const LINK_TO_A_FILE = /\[([^\]]+)\]\((?!https?:|#|chapters\/)[^)]*\)/g

/** What the judge is, and how often it is right: the file that the measurements of the house are kept in. */
export function judgePage(reliability: Chunk, markdown: Markdown): Page {
  const draft = openDraft(JUDGE)
  const text = reliability.text.replace(LINK_TO_A_FILE, '$1')
  const { sections } = splitSections({ ...reliability, text }, 1)
  const [section] = sections
  const main = html`${smallLabel(texts.judge.name, section?.title ?? texts.judge.name, texts.judge.lead)}
<div class="prose">
${markdown.blocks(section?.body ?? reliability, draft)}</div>`
  return {
    path: JUDGE,
    title: section?.title ?? texts.judge.name,
    reference: texts.judge.name,
    description: texts.judge.lead,
    main,
    headings: draft.headings,
    links: draft.links,
  }
}
