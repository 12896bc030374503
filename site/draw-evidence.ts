import type { Chapter } from './book.ts'
import { BrokenContent } from './broken-content.ts'
import type { Draft } from './draft.ts'
import type { Evidence } from './evidence.ts'
import { type Html, html } from './html.ts'
import { addressFrom } from './links.ts'
import type { Markdown } from './markdown.ts'
import { fixesPath, lessonPath } from './pages/page.ts'
import { wrongFixId } from './tempting-fixes.ts'
import { texts } from './texts.ts'

/** One item of a list of evidence. What the chapter holds is a link to the place where it is shown. */
export function drawEvidence(evidence: Evidence, chapter: Chapter, markdown: Markdown, draft: Draft): Html {
  if (evidence.kind === 'source') return html`<li>${texts.source}: ${markdown.line(evidence.text, draft)}</li>`
  if (evidence.kind === 'measured') return html`<li>${texts.measured}: ${markdown.line(evidence.text, draft)}</li>`
  const { name, href } = linkRun(evidence, chapter, draft)
  const label = evidence.kind === 'scenario' ? texts.scenario : texts.wrongFix
  return html`<li>${label}: <a href="${href}"><code>${name}</code></a>: ${withCodes(evidence.shows)}</li>`
}

/** The name of a run, and its address as seen from the draft. Throws `BrokenContent` when the chapter has no such fix. */
export function linkRun(
  evidence: Extract<Evidence, { kind: 'scenario' | 'wrong-fix' }>,
  { slug, recorded }: Chapter,
  draft: Draft,
): { name: string; href: string } {
  if (evidence.kind === 'wrong-fix' && !recorded.wrong.has(evidence.name)) {
    const names = [...recorded.wrong.keys()].join(', ')
    throw new BrokenContent(
      evidence.at,
      `${recorded.file} has no wrong fix "${evidence.name}".`,
      `It has ${names}. Record the chapter again if that one is new.`,
    )
  }
  const [name, to, fragment] =
    evidence.kind === 'scenario'
      ? [evidence.id, lessonPath(slug), 'what-the-judge-does']
      : [evidence.name, fixesPath(slug), wrongFixId(evidence.name)]
  draft.links.push({ to, fragment, at: evidence.at })
  return { name, href: `${addressFrom(draft.path, to)}#${fragment}` }
}

/** What a run shows is written for the check that compares it, without marks: a failure code is code all the same. */
const withCodes = (shows: string): Html =>
  html`${shows.split(/\b([A-Z]+(?:_[A-Z]+)+)\b/).map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`
