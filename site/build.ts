import type { Assets } from './assets.ts'
import { type Book, readBook } from './book.ts'
import { type Checkout, requireFile } from './checkout.ts'
import { type Edition, editionsOf, inEdition } from './edition.ts'
import type { Highlighter } from './highlight.ts'
import { layout, type Switch } from './layout.ts'
import { addressFrom, checkLinks } from './links.ts'
import { createMarkdown } from './markdown.ts'
import { chainPage } from './pages/chain.ts'
import { chapterPage } from './pages/chapter.ts'
import { duePage } from './pages/due.ts'
import { equivalencePage } from './pages/equivalence.ts'
import { fixPages } from './pages/fix.ts'
import { fixesPage } from './pages/fixes.ts'
import { glossaryPage } from './pages/glossary.ts'
import { homePage } from './pages/home.ts'
import { interviewPage } from './pages/interview.ts'
import { judgePage } from './pages/judge.ts'
import { mockPage } from './pages/mock.ts'
import { openingPage } from './pages/opening.ts'
import { HOME, type Page } from './pages/page.ts'
import { pathsPage } from './pages/paths.ts'
import { printPage } from './pages/print.ts'
import { terminalPage } from './pages/terminal.ts'
import { wordsPath, wordsScript } from './script-words.ts'
import { indexPath, searchIndex } from './search-index.ts'
import { readTerminal } from './terminal.ts'
import { catalogues, type Texts, texts } from './texts.ts'

/** How often the judge is right, as it was measured. */
const RELIABILITY = 'RELIABILITY.md'

/** The finished site: its files by path. 'index.html', '01-auto-ack/index.html', 'assets/book.css', ... */
export type Site = ReadonlyMap<string, string>

/**
 * Makes the site from a checkout: each language is a whole site in a folder of its own, and knows of the others.
 * Throws `BrokenContent` at the first thing that can't become a page, and at the first broken link.
 * @param assets what the pages load
 * @param languages the words of the site in each language that it speaks
 */
export function buildSite(
  checkout: Checkout,
  highlighter: Highlighter,
  assets: Assets,
  languages: readonly Texts[] = catalogues,
): Site {
  const written = editionsOf(checkout, languages).map((edition) => ({
    edition,
    ...inEdition(edition, () => writePages(edition.checkout, highlighter)),
  }))
  const files = written.flatMap(({ edition, book, pages }) =>
    inEdition(edition, () => {
      const all = [...pages, printPage(pages.filter(({ tool }) => !tool))]
      const draw = (page: Page) => layout(page, all, book, switchesOf(page, edition, written))
      const drawn = new Map(all.map((page) => [page.path, draw(page)]))
      checkLinks(
        pages.flatMap(({ links }) => links),
        drawn,
      )
      for (const page of all) checkAssets(page, assets)
      const spoken = [
        [indexPath(texts.lang), searchIndex(pages)],
        [wordsPath(texts.lang), wordsScript()],
      ] as const
      const own = [...drawn, ...assets, ...spoken]
      return own.map(([path, text]) => [edition.prefix + path, text] as const)
    }),
  )
  return new Map(files)
}

function writePages(checkout: Checkout, highlighter: Highlighter): { book: Book; pages: Page[] } {
  const book = readBook(checkout)
  const markdown = createMarkdown(highlighter)
  const reliability = checkout.read(RELIABILITY)
  const tools = { checkout, highlighter, markdown }
  const pages = [
    homePage(book, requireFile(checkout, 'chapters/home.md', 'It holds the text of the first page.'), markdown),
    ...book.chapters.flatMap((chapter) => [
      chapterPage(chapter, tools),
      fixesPage(chapter, tools),
      ...fixPages(chapter, tools),
      interviewPage(chapter, markdown),
      ...chapter.interview.questions.map((question) => chainPage(question, chapter, book, markdown)),
    ]),
    openingPage(book, markdown),
    mockPage(book, markdown),
    duePage(book, markdown),
    pathsPage(book, markdown),
    glossaryPage(book, markdown),
    equivalencePage(book, markdown),
    ...terminalPage(readTerminal(checkout)),
    ...(reliability === undefined ? [] : [judgePage({ file: RELIABILITY, line: 1, text: reliability }, markdown)]),
  ]
  return { book, pages }
}

/** The same page in the other languages; their first page where it is not translated. */
function switchesOf(page: Page, own: Edition, written: { edition: Edition; pages: Page[] }[]): Switch[] {
  return written
    .filter(({ edition }) => edition !== own)
    .map(({ edition: { prefix, texts }, pages }) => {
      const path = pages.some((other) => other.path === page.path) ? page.path : HOME
      return { ...texts, address: addressFrom(own.prefix + page.path, prefix + path) }
    })
}

/** A page that asks for a script or a style sheet that nobody wrote is a mistake of this program, not of the content. */
function checkAssets({ path, scripts = [], styles = [] }: Page, assets: Assets): void {
  const wanted = [...scripts.map((name) => `assets/${name}.js`), ...styles.map((name) => `assets/${name}.css`)]
  const missing = wanted.filter((name) => !assets.has(name))
  if (missing.length === 0) return
  throw new Error(`${path} loads ${missing.join(', ')}, and there is ${[...assets.keys()].join(', ')}.`)
}
