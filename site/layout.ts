import type { Book } from './book.ts'
import { drawContents } from './contents.ts'
import { type Html, html, raw } from './html.ts'
import { addressFrom } from './links.ts'
import { HOME, lessonPath, type Page, PRINT } from './pages/page.ts'
import { wordsPath } from './script-words.ts'
import { CHOOSE_LIGHT } from './security.ts'
import { texts } from './texts.ts'

/** Leads to the same page in another language. */
export interface Switch {
  lang: string
  /** The language's own name for itself. */
  language: string
  address: string
}

/** Puts the book around a page: head, sidebar, and the pages before and after. */
export function layout(page: Page, pages: Page[], book: Book, switches: Switch[]): string {
  const here = (to: string) => addressFrom(page.path, to)
  const chapter = book.chapters.find(({ slug }) => page.path === lessonPath(slug))
  const list = pages.find(({ path }) => path === page.within)
  const named = [page.title, ...(list ? [list.title] : []), texts.book].join(' · ')
  const title = page.path === HOME ? `${texts.book}: ${texts.bookQuestion}` : named
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
${
  page.speaks &&
  html`<script defer src="${here(wordsPath(texts.lang))}"></script>
`
}${page.scripts?.map(
  (name) => html`<script defer src="${here(`assets/${name}.js`)}"></script>
`,
)}</head>
<body data-copy="${texts.copy}" data-copied="${texts.copied}">
<a class="skip" href="#text">${texts.skip}</a>
<header class="bar">
<a class="brand" href="${here(HOME)}">${texts.book}</a>
${switches.map(
  ({
    lang,
    language,
    address,
  }) => html`<a class="switch" lang="${lang}" hreflang="${lang}" href="${address}">${language}</a>
`,
)}<button type="button" class="find" hidden>${texts.search.name} <kbd>/</kbd></button>
<button type="button" class="light" data-names="${texts.theme.system} ${texts.theme.light} ${texts.theme.dark}" hidden><span>${texts.theme.name}</span><b>${texts.theme.system}</b></button>
<button type="button" class="menu" popovertarget="contents">${texts.contents}</button>
</header>
${drawContents(page, pages, book)}<main id="text" tabindex="-1"${chapter && html` data-chapter="${chapter.slug}"`}>
${page.main}
${drawTurner(page, pages)}
</main>
${page.data !== undefined && drawData(page.data)}</body>
</html>
`.text
}

/** "<" is written as an escape: whatever the data hold, none of it ends the script element. */
const drawData = (
  data: unknown,
): Html => html`<script type="application/json" id="data">${raw(JSON.stringify(data).replaceAll('<', '\\u003c'))}</script>
`

function drawTurner(page: Page, pages: Page[]): Html {
  const turned = pages.filter(({ path }) => path !== PRINT) // which is all of them once more
  const index = turned.findIndex(({ path }) => path === page.path)
  const turn = (to: Page | undefined, rel: 'prev' | 'next', name: string) =>
    to &&
    html`<a rel="${rel}" href="${addressFrom(page.path, to.path)}"><span>${name}</span> <b>${to.path === HOME ? texts.home : to.title}</b></a>`
  if (index === -1) return html``
  return html`<nav class="turner" aria-label="${texts.pageTurner}">${turn(turned[index - 1], 'prev', texts.previous)}${turn(turned[index + 1], 'next', texts.next)}</nav>`
}
