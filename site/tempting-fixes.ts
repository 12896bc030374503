import type { Report } from '../test/lab/report.ts'
import type { Place } from './broken-content.ts'
import type { Checkout } from './checkout.ts'
import { drawDifference } from './code-block.ts'
import { addHeading, type Draft } from './draft.ts'
import type { Highlighter } from './highlight.ts'
import { type Html, html } from './html.ts'
import type { Markdown } from './markdown.ts'
import type { Recorded } from './recorded.ts'
import { drawLedger, drawStamp } from './recorded-run.ts'
import { readSnippet } from './snippet.ts'
import { texts } from './texts.ts'

/** What a wrong fix is drawn with. */
export interface Tools {
  checkout: Checkout
  highlighter: Highlighter
  markdown: Markdown
}

/** Draws every wrong fix of a chapter: its story, what it lost, and what it changed in the exercise. */
export function drawTemptingFixes(recorded: Recorded, edit: string, tools: Tools, draft: Draft, at: Place): Html {
  return html`${[...recorded.wrong].map(([name, report]) => drawFix(name, report, edit, tools, draft, at))}`
}

/** The id of a wrong fix on its chapter's page. */
export const wrongFixId = (name: string): string => `wrong-${name}`

function drawFix(name: string, report: Report, edit: string, tools: Tools, draft: Draft, at: Place): Html {
  const { checkout, highlighter, markdown } = tools
  const after = readSnippet(checkout, report.candidate, at)
  const before = readSnippet(checkout, edit, at)
  const { story, line, code } = readStory(after.code)
  const id = wrongFixId(name)
  addHeading(draft, { level: 3, id, title: name }, at)
  return html`<section class="fix" aria-labelledby="${id}">
<h3 id="${id}">${name.replaceAll('-', ' ')}</h3>
${story && markdown.blocks({ file: report.candidate, line, text: story }, draft)}
<div class="result">${drawStamp(report)}
${report.reason && html`<p class="reason">${report.reason}</p>`}
${drawLedger(report)}</div>
<details><summary>${texts.whatItChanges}</summary>
${drawDifference(highlighter, before, { ...after, code })}
</details>
</section>
`
}

/**
 * Takes the head off a wrong fix: the line `// earns: CODE`, what else the proof reads there, and a doc comment right
 * after it, which tells the story.
 * `line` is where the story begins.
 */
export function readStory(code: string): { story: string | null; line: number; code: string } {
  const match = /^\/\/ earns:.*\n(?:\/\/ (?:only|before):.*\n)*\s*\/\*\*([\s\S]*?)\*\/\n?/.exec(code)
  if (match?.[1] === undefined)
    return { story: null, line: 1, code: code.replace(/^\/\/ earns:.*\n(?:\/\/ (?:only|before):.*\n)*/, '') }
  const story = match[1]
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim()
  return { story, line: 2, code: code.slice(match[0].length).replace(/^\n+/, '') }
}
