import type { Chapter } from '../book.ts'
import { BrokenContent, type Place } from '../broken-content.ts'
import { drawSnippet } from '../code-block.ts'
import { addHeading, type Draft, openDraft } from '../draft.ts'
import { type Html, html } from '../html.ts'
import type { LessonSection } from '../lesson.ts'
import { drawRoute } from '../picture/draw-route.ts'
import { shopRoute } from '../picture/route.ts'
import { drawRun, drawRuns } from '../recorded-run.ts'
import { readSnippet } from '../snippet.ts'
import { listTemptingFixes, pointToFix, type Tools } from '../tempting-fixes.ts'
import { texts } from '../texts.ts'
import { lessonPath, type Page } from './page.ts'

/** The lesson of a chapter. */
export function chapterPage(chapter: Chapter, tools: Tools): Page {
  const { lesson } = chapter
  const draft = openDraft(lessonPath(chapter.slug), (directive, at) =>
    drawDirective(directive, at, chapter, tools, draft),
  )
  // All the section ids are taken before the first section is written, so that a heading inside one can't take them.
  for (const { id, title, body } of lesson.sections) {
    addHeading(draft, { level: 2, id, title }, { file: body.file, line: body.line - 1 })
  }
  const main = html`${drawLabel(chapter, tools, draft)}
<div class="prose">
${lesson.sections.map((section) => drawSection(section, chapter, tools, draft))}</div>`
  return {
    path: draft.path,
    title: lesson.title,
    description: lesson.question,
    main,
    headings: draft.headings,
    links: draft.links,
    styles: ['picture'],
  }
}

function drawLabel({ number, lesson }: Chapter, { markdown }: Tools, draft: Draft): Html {
  const line = (text: string) => markdown.line({ file: lesson.file, line: 1, text }, draft)
  return html`<header class="label">
<p class="kicker">${texts.chapter(number)}</p>
<h1>${line(lesson.title)}</h1>
<p class="question">${line(lesson.question)}</p>
<dl class="route"><div><dt>${texts.promise}</dt><dd>${line(lesson.promise)}</dd></div>
<div><dt>${texts.failsWith}</dt><dd><code>${lesson.code}</code></dd></div></dl>
<div class="barcode" aria-hidden="true"></div>
</header>`
}

function drawSection({ id, title, body }: LessonSection, chapter: Chapter, tools: Tools, draft: Draft): Html {
  return html`<h2 id="${id}">${title}</h2>
${tools.markdown.blocks(body, draft)}${id === 'your-task' && drawWorkbench(chapter, tools, draft)}`
}

/** Draws what a `<<<` line of a lesson asks for: the way of an order, recorded runs, wrong fixes, or code from a file. */
function drawDirective(directive: string, at: Place, chapter: Chapter, tools: Tools, draft: Draft): Html {
  const { recorded } = chapter
  if (directive === 'route') return drawChapterRoute(chapter)
  if (directive === 'tempting-fixes') return listTemptingFixes(chapter, tools, draft, at)
  const fix = directive.startsWith('fix:') ? pointToFix(chapter, directive.slice('fix:'.length), draft, at) : null
  if (fix !== null) return fix
  if (directive === 'runs') return drawRuns(recorded.exercise, recorded.solution)
  if (!/^(run|fix):/.test(directive)) return drawSnippet(tools.highlighter, readSnippet(tools.checkout, directive, at))
  const name = directive.replace(/^run:/, '').replace(/^fix:/, 'wrong/')
  const wrong = name.startsWith('wrong/') ? recorded.wrong.get(name.slice('wrong/'.length)) : undefined
  const run = name === 'exercise' ? recorded.exercise : name === 'solution' ? recorded.solution : wrong
  if (run) return drawRun(run)
  const names = ['exercise', 'solution', ...[...recorded.wrong.keys()].map((fix) => `wrong/${fix}`)]
  throw new BrokenContent(at, `${recorded.file} has no run "${name}".`, `It has ${names.join(', ')}.`)
}

function drawChapterRoute({ number, lesson: { route } }: Chapter): Html {
  const picture = drawRoute(shopRoute(texts.routeOf(number), route.deaths, route.missing), { id: 'route' })
  return html`<figure class="route-picture">
${picture}</figure>
`
}

function drawWorkbench({ number, lesson }: Chapter, tools: Tools, draft: Draft): Html {
  const at = { file: lesson.file, line: 1 }
  readSnippet(tools.checkout, lesson.edit, at) // the exercise must exist
  const solution = lesson.edit.replace(/^exercises\//, 'solutions/')
  const row = (name: string, value: string) => html`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`
  return html`<aside class="bench" aria-label="${texts.workbench}">
<dl>${row(texts.fileToEdit, lesson.edit)}
${row(texts.judgeIt, texts.judgeCommand(number))}
${row(texts.judgeAnother, texts.judgeAnotherCommand(number))}</dl>
${drawHints(lesson.hints, 0, tools, draft)}
<details><summary>${texts.solution}</summary>
<p>${texts.solutionIn(solution)}</p>
${drawSnippet(tools.highlighter, readSnippet(tools.checkout, solution, at))}</details>
</aside>
`
}

/** Each hint lies inside the one before: nobody opens the third by accident. */
function drawHints(hints: Chapter['lesson']['hints'], index: number, tools: Tools, draft: Draft): Html | false {
  const hint = hints[index]
  if (!hint) return false
  return html`<details><summary>${texts.hint(index + 1)}</summary>
${tools.markdown.blocks(hint, draft)}${drawHints(hints, index + 1, tools, draft)}</details>
`
}
