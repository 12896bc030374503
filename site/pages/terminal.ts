import { type Html, html } from '../html.ts'
import type { TerminalLine, TerminalSession } from '../terminal.ts'
import { texts } from '../texts.ts'
import { smallLabel } from './label.ts'
import { type Page, TERMINAL } from './page.ts'

/** What each command of the learner's loop says, as it was recorded; no page without a recording. */
export function terminalPage(sessions: TerminalSession[]): Page[] {
  if (sessions.length === 0) return []
  const { title, name, lead } = texts.terminal
  const main = html`${smallLabel(texts.book, title, lead)}
<div class="prose">
${sessions.map(drawSession)}</div>`
  const headings = sessions.map(({ id, command }) => ({ level: 2, id, title: command }))
  return [
    { path: TERMINAL, title, reference: name, description: lead, main, headings, links: [], styles: ['terminal'] },
  ]
}

// A <pre> may be wider than the page: it takes the focus so that the arrow keys scroll it, and a focus needs a name.
const drawSession = ({ id, command, about, lines }: TerminalSession): Html => html`<section aria-labelledby="${id}">
<h2 id="${id}"><code>${command}</code></h2>
<p>${about}</p>
<figure class="code terminal"><pre tabindex="0" role="group" aria-label="${texts.terminal.session(command)}"><code><span class="bold">$ ${command}</span>
${lines.map(drawLine)}</code></pre></figure>
</section>
`

/** The colours repeat what a sign or a word says. */
const drawLine = (line: TerminalLine): Html => html`${line.map(({ text, look }) =>
  look === undefined ? text : html`<span class="${look}">${text}</span>`,
)}
`
