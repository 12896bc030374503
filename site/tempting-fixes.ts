import type { Report } from '../test/lab/report.ts'
import type { Chapter } from './book.ts'
import type { Place } from './broken-content.ts'
import type { Checkout } from './checkout.ts'
import type { Chunk } from './chunk.ts'
import type { Draft } from './draft.ts'
import type { Highlighter } from './highlight.ts'
import { type Html, html } from './html.ts'
import { addressFrom } from './links.ts'
import type { Markdown } from './markdown.ts'
import { fixPath } from './pages/page.ts'
import { readSnippet, type Snippet } from './snippet.ts'
import { texts } from './texts.ts'

/** What a chapter is drawn with. */
export interface Tools {
  checkout: Checkout
  highlighter: Highlighter
  markdown: Markdown
}

/** A wrong fix of a chapter, and what it earned. */
export interface TemptingFix {
  /** 'ack-on-receipt', after the mistake. */
  name: string
  /** Its place on the chapter's page of fixes. */
  id: string
  title: string
  report: Report
  /** Markdown: what somebody thought, and why it is not so. */
  story: Chunk | null
  /** The file without its head. */
  code: Snippet
}

/** Reads every wrong fix of a chapter, in the order of its recorded runs, for the line `at`. */
export function readTemptingFixes({ recorded }: Chapter, checkout: Checkout, at: Place): TemptingFix[] {
  return [...recorded.wrong].map(([name, report]) => {
    const file = readSnippet(checkout, report.candidate, at)
    const { story, line, code } = readStory(file.code)
    return {
      name,
      id: wrongFixId(name),
      title: titleOf(name),
      report,
      story: story === null ? null : { file: report.candidate, line, text: story },
      code: { ...file, code },
    }
  })
}

/** Their pages have no Markdown of their own: what is wrong with them is mended from the lesson's section of the same name. */
export function placeOfFixes({ lesson }: Chapter): Place {
  const section = lesson.sections.find(({ id }) => id === 'tempting-fixes')
  return { file: lesson.file, line: section ? section.body.line - 1 : 1 }
}

/** Draws the wrong fixes as a list: the idea and what it earned. Each name leads to the whole of it, on a page of its own. */
export function listTemptingFixes(chapter: Chapter, { checkout, markdown }: Tools, draft: Draft, at: Place): Html {
  const items = readTemptingFixes(chapter, checkout, at).map(({ name, title, report, story }) => {
    const to = fixPath(chapter.slug, name)
    draft.links.push({ to, fragment: null, at })
    return html`<li><a href="${addressFrom(draft.path, to)}">${title}</a>
${story && markdown.blocks(story, draft)}${drawEarned(report)}</li>
`
  })
  return html`<ul class="fixes">
${items}</ul>
`
}

/** Draws one of them as a line that leads to its page; null when the chapter has no fix of this name. */
export function pointToFix({ slug, recorded }: Chapter, name: string, draft: Draft, at: Place): Html | null {
  const report = recorded.wrong.get(name)
  if (report === undefined) return null
  const to = fixPath(slug, name)
  draft.links.push({ to, fragment: null, at })
  const title = `${titleOf(name)}: ${texts.seeFix.toLowerCase()}`
  return html`<ul class="fixes"><li><a href="${addressFrom(draft.path, to)}">${title}</a>${drawEarned(report)}</li></ul>
`
}

/** The code, or the outcome when there is none, and how many orders it cost. */
function drawEarned({ code, outcome, happened }: Report): Html {
  const lost = happened.lost.length
  return html`<p class="earned"><code>${code ?? texts.run.outcomes[outcome]}</code> <span${lost > 0 && html` class="lost"`}>${texts.ordersLost(lost)}</span></p>`
}

/** The id of a wrong fix on its chapter's page of fixes. */
export const wrongFixId = (name: string): string => `wrong-${name}`

/** 'ack-on-receipt' is read as 'Ack on receipt'. */
const titleOf = (name: string): string => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('-', ' ')

/**
 * Takes the head off a wrong fix: the line `// earns: CODE`, what else the proof reads there, and a doc comment right
 * after it, which tells the story.
 * `line` is where the story begins.
 */
export function readStory(code: string): { story: string | null; line: number; code: string } {
  const head = /^\/\/ earns:.*\n(?:\/\/ (?:only|before):.*\n)*/.exec(code)?.[0] ?? ''
  const rest = code.slice(head.length)
  const match = /^\s*\/\*\*([\s\S]*?)\*\/\n?/.exec(rest)
  if (head === '' || match?.[1] === undefined) return { story: null, line: 1, code: rest }
  const story = match[1]
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim()
  return { story, line: head.split('\n').length, code: rest.slice(match[0].length).replace(/^\n+/, '') }
}
