import type { Book, Entry } from '../book.ts'
import { bookRoute } from '../book-route.ts'
import { type Section, slug, splitSections } from '../chunk.ts'
import { addHeading, type Draft, openDraft } from '../draft.ts'
import { type Html, html } from '../html.ts'
import { addressFrom } from '../links.ts'
import type { Markdown } from '../markdown.ts'
import { drawRoute } from '../picture/draw-route.ts'
import { texts } from '../texts.ts'
import { fixesPath, HOME, interviewPath, lessonPath, PATHS, type Page } from './page.ts'

/** The first page: the book's question, what it is, and its chapters. */
export function homePage(book: Book, pitch: string, markdown: Markdown): Page {
  const draft = openDraft(HOME)
  const { before, sections } = splitSections({ file: 'chapters/home.md', line: 1, text: pitch }, 2)
  const words = markdown.blocks(before, draft)
  for (const [id, title] of Object.entries(texts.homeHeadings)) draft.headings.push({ level: 2, id, title })
  const way = bookRoute(book.contents, (slug) => addressFrom(HOME, lessonPath(slug)))
  const { map, chapters } = texts.homeHeadings
  const main = html`${label()}
<p class="stopped" hidden><span>${texts.stopped}</span> <a href="${HOME}"></a></p>
<div class="prose">
${words}
<h2 id="map">${map}</h2>
<p>${texts.wayLead} <a href="${PATHS}">${texts.wayToMap(book.paths.length)}</a></p>
${drawRoute(way, { id: 'way', width: 440 })}
<h2 id="chapters">${chapters}</h2>
<ol class="packing">
${book.contents.map(drawEntry)}</ol>
${sections.map((section) => drawSection(section, markdown, draft))}</div>`
  return {
    path: HOME,
    title: texts.book,
    description: texts.bookDescription,
    main,
    headings: draft.headings,
    links: draft.links,
    styles: ['picture'],
  }
}

function drawSection({ title, id, line, body }: Section, markdown: Markdown, draft: Draft): Html {
  const named = id ?? slug(title)
  addHeading(draft, { level: 2, id: named, title }, { file: body.file, line })
  return html`<h2 id="${named}">${title}</h2>
${markdown.blocks(body, draft)}`
}

function label(): Html {
  const field = (name: string, value: string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`
  return html`<header class="label cover">
<p class="kicker">${texts.book}</p>
<h1>${texts.bookQuestion}</h1>
<dl class="route">${field(texts.from, texts.producer)}${field(texts.via, texts.broker)}${field(texts.to, texts.consumer)}</dl>
<div class="barcode" aria-hidden="true"></div>
<p class="stamp">${texts.stamp}</p>
</header>`
}

function drawEntry({ slug, number, title, chapter }: Entry): Html {
  const sign = html`<span class="number">${String(number).padStart(2, '0')}</span>`
  if (!chapter)
    return html`<li class="planned">${sign}<div><b>${title}</b> <em>${texts.inPreparation}</em></div></li>
`
  return html`<li>${sign}<div><a href="${addressFrom(HOME, lessonPath(slug))}">${title}</a>
<p>${chapter.lesson.question}</p>
<p class="also">${also(fixesPath(slug), texts.fixes)} ${also(interviewPath(slug), texts.interview)}</p></div></li>
`
}

const also = (to: string, name: string): Html => html`<a href="${addressFrom(HOME, to)}">${name}</a>`
