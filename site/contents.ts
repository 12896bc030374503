import type { Book, Entry } from './book.ts'
import { type Html, html } from './html.ts'
import { addressFrom } from './links.ts'
import { fixesPath, HOME, interviewPath, lessonPath, type Page } from './pages/page.ts'
import { texts } from './texts.ts'

/** Draws the contents of the book beside a page: the chapters, with the open page's own contents, and what is no chapter. */
export function drawContents(page: Page, pages: Page[], book: Book): Html {
  const home = addressFrom(page.path, HOME)
  return html`<nav id="contents" popover aria-label="${texts.contentsOfBook}">
<button type="button" class="close" popovertarget="contents" popovertargetaction="hide">${texts.closeContents}</button>
<ol>
<li${page.path === HOME && html` class="open"`}><a href="${home}"${current(page.path === HOME)}>${texts.home}</a></li>
${book.contents.map((entry) => drawEntry(entry, page, pages))}</ol>
<ul>
${pages.filter(({ reference }) => reference !== undefined).map((other) => drawReference(other, page))}</ul>
</nav>
`
}

function drawEntry(entry: Entry, page: Page, pages: Page[]): Html {
  const { slug, title } = entry
  const number = html`<span class="number">${String(entry.number).padStart(2, '0')}</span> `
  if (!entry.chapter)
    return html`<li class="planned">${number}<span>${title}</span></li>
`
  const [lesson, fixes, interview] = [lessonPath(slug), fixesPath(slug), interviewPath(slug)]
  const here = (to: string) => addressFrom(page.path, to)
  if (![lesson, fixes, interview].includes(page.within ?? page.path))
    return html`<li>${number}<a href="${here(lesson)}">${title}</a></li>
`
  return html`<li class="open">${number}<a href="${here(lesson)}"${current(page.path === lesson)}>${title}</a>
<ol>
${page.path === lesson && drawHeadings(page)}${drawPart(fixes, texts.fixes, page, pages)}${drawPart(interview, texts.interview, page, pages)}</ol></li>
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

/** A list of the open chapter: its fixes, its questions. While it is read, with what it lists, which are pages. */
function drawPart(path: string, name: string, page: Page, pages: Page[]): Html {
  const isHere = page.path === path
  const isOpen = isHere || page.within === path
  const listed = pages.filter(({ within }) => within === path)
  const list = listed.map(
    (one) =>
      html`<li><a href="${addressFrom(page.path, one.path)}"${current(one.path === page.path)}>${one.title}</a></li>
`,
  )
  return html`<li><a class="part" href="${addressFrom(page.path, path)}"${current(isHere)}>${name}</a>${isOpen && html`<ol>${list}</ol>`}</li>
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
