import type { Book, Entry } from './book.ts'
import { type Html, html, raw } from './html.ts'
import { addressFrom } from './links.ts'
import { fixesPath, HOME, interviewPath, lessonPath, type Page } from './pages/page.ts'
import { CHOOSE_LIGHT } from './security.ts'
import { texts } from './texts.ts'

/** Puts the book around a page: head, sidebar, and the pages before and after. */
export function layout(page: Page, pages: Page[], book: Book): string {
  const here = (to: string) => addressFrom(page.path, to)
  const chapter = book.chapters.find(({ slug }) => page.path === lessonPath(slug))
  const title = page.path === HOME ? `${texts.book}: ${texts.bookQuestion}` : `${page.title} · ${texts.book}`
  return html`<!doctype html>
<html lang="${texts.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${page.description}">
<meta name="color-scheme" content="light dark">
<script>${raw(CHOOSE_LIGHT)}</script>
<link rel="stylesheet" href="${here('assets/book.css')}">
${page.styles?.map(
  (name) => html`<link rel="stylesheet" href="${here(`assets/${name}.css`)}">
`,
)}<link rel="icon" href="${here('assets/icon.svg')}">
<script defer src="${here('assets/book.js')}"></script>
${page.scripts?.map(
  (name) => html`<script defer src="${here(`assets/${name}.js`)}"></script>
`,
)}</head>
<body data-copy="${texts.copy}" data-copied="${texts.copied}">
<a class="skip" href="#text">${texts.skip}</a>
<header class="bar">
<a class="brand" href="${here(HOME)}">${texts.book}</a>
<button type="button" class="light" data-system="${texts.theme.system}" data-light="${texts.theme.light}" data-dark="${texts.theme.dark}" hidden>${texts.theme.name}</button>
<button type="button" class="menu" popovertarget="contents">${texts.contents}</button>
</header>
<nav id="contents" popover aria-label="${texts.contentsOfBook}">
<button type="button" class="close" popovertarget="contents" popovertargetaction="hide">${texts.closeContents}</button>
<ol>
<li${page.path === HOME && html` class="open"`}><a href="${here(HOME)}"${current(page.path === HOME)}>${texts.home}</a></li>
${book.contents.map((entry) => drawEntry(entry, page))}</ol>
<ul>
${pages.filter(({ reference }) => reference !== undefined).map((other) => drawReference(other, page))}</ul>
</nav>
<main id="text" tabindex="-1"${chapter && html` data-chapter="${chapter.slug}"`}>
${page.main}
${drawTurner(page, pages)}
</main>
</body>
</html>
`.text
}

function drawEntry(entry: Entry, page: Page): Html {
  const { slug, title } = entry
  const number = html`<span class="number">${String(entry.number).padStart(2, '0')}</span> `
  if (!entry.chapter)
    return html`<li class="planned">${number}<span>${title}</span></li>
`
  const [lesson, fixes, interview] = [lessonPath(slug), fixesPath(slug), interviewPath(slug)]
  const here = (to: string) => addressFrom(page.path, to)
  if (![lesson, fixes, interview].includes(page.path))
    return html`<li data-chapter="${slug}">${number}<a href="${here(lesson)}">${title}</a></li>
`
  return html`<li class="open" data-chapter="${slug}">${number}<a href="${here(lesson)}"${current(page.path === lesson)}>${title}</a>
<ol>
${page.path === lesson && drawHeadings(page)}${drawPart(fixes, texts.fixes, page)}${drawPart(interview, texts.interview, page)}</ol></li>
`
}

/** A page that belongs to no chapter. */
function drawReference({ path, reference = '' }: Page, page: Page): Html {
  const isHere = page.path === path
  const headings =
    isHere &&
    page.headings.some(({ level }) => level === 2) &&
    html`
<ol>${drawHeadings(page)}</ol>`
  return html`<li${isHere && html` class="open"`}><a href="${addressFrom(page.path, path)}"${current(isHere)}>${reference}</a>${headings}</li>
`
}

/** A further page of the open chapter, with its own contents while it is read. */
function drawPart(path: string, name: string, page: Page): Html {
  const isHere = page.path === path
  return html`<li><a class="part" href="${addressFrom(page.path, path)}"${current(isHere)}>${name}</a>${isHere && html`<ol>${drawHeadings(page)}</ol>`}</li>
`
}

const drawHeadings = (page: Page): Html[] =>
  page.headings
    .filter(({ level }) => level === 2)
    .map(
      ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>
`,
    )

const current = (is: boolean): Html | false => is && html` aria-current="page"`

function drawTurner(page: Page, pages: Page[]): Html {
  const index = pages.findIndex(({ path }) => path === page.path)
  const turn = (to: Page | undefined, rel: 'prev' | 'next', name: string) =>
    to &&
    html`<a rel="${rel}" href="${addressFrom(page.path, to.path)}"><span>${name}</span> ${to.path === HOME ? texts.home : to.title}</a>`
  return html`<nav class="turner" aria-label="${texts.pageTurner}">${turn(pages[index - 1], 'prev', texts.previous)}${turn(pages[index + 1], 'next', texts.next)}</nav>`
}
