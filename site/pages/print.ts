import { posix } from 'node:path'
import { type Html, html, raw } from '../html.ts'
import { texts } from '../texts.ts'
import { smallLabel } from './label.ts'
import { HOME, type Page, PRINT } from './page.ts'

/** The whole book on one page: to print, to keep as a PDF, to search with the browser. Everything is unfolded. */
export function printPage(pages: readonly Page[]): Page {
  const paths = new Set(pages.map(({ path }) => path))
  const link = ({ path, title }: Page) => html`<a href="#${prefixOf(path)}">${path === HOME ? texts.home : title}</a>`
  const contents = pages
    .filter((page) => !isWithin(page, pages))
    .map((page) => {
      const inner = pages.filter((other) => other !== page && other.path.startsWith(folderOf(page)))
      const list = html`
<ul>
${inner.map(
  (other) => html`<li>${link(other)}</li>
`,
)}</ul>`
      return html`<li>${link(page)}${inner.length > 0 && list}</li>
`
    })
  const main = html`${smallLabel(
    texts.book,
    texts.print.title,
    texts.print.lead,
    html`<button type="button" class="to-paper" hidden>${texts.print.button}</button>
`,
  )}
<ol class="whole">
${contents}</ol>
${pages.map(
  (
    page,
  ) => html`<article class="whole-page${page.within !== undefined && ' within'}" id="${prefixOf(page.path)}">${transplant(page, paths)}</article>
`,
)}`
  return {
    path: PRINT,
    title: texts.print.title,
    reference: texts.print.name,
    description: texts.print.lead,
    main,
    headings: [],
    links: [],
    styles: [...new Set([...pages.flatMap(({ styles = [] }) => styles), 'whole'])],
    scripts: ['whole'],
  }
}

/** What the ids of a page begin with, once it stands beside the others. */
const prefixOf = (path: string): string => path.replace(/\/?(index)?\.html$/, '').replaceAll('/', '_') || 'home'

/** A page as a piece of another: its ids are its own, its links lead to where those pages are now, its heading is no first one. */
function transplant({ path, main }: Page, paths: ReadonlySet<string>): Html {
  const own = prefixOf(path)
  const lead = (href: string): string => {
    if (/^(https?|mailto):/.test(href)) return href
    const [file = '', id] = href.split('#')
    const target = file === '' ? path : posix.join(posix.dirname(path), file)
    if (!paths.has(target)) return id === undefined ? target : `${target}#${id}` // this page lies at the top
    return `#${prefixOf(target)}${id === undefined || id === '' ? '' : `--${id}`}`
  }
  return raw(
    main.text
      .replace(/<form class="filter"[\s\S]*?<\/form>/g, '')
      .replace(/<button[\s\S]*?<\/button>/g, '')
      .replace(/<p class="stopped"[\s\S]*?<\/p>/g, '')
      .replace(/<details( class="asked")?>/g, '<details open>')
      // A named section is a landmark. A page has a few, and a whole book would have hundreds, many of the same name.
      .replace(/(<(?:section|aside)[^>]*?) aria-label(?:ledby)?="[^"]*"/g, '$1')
      .replace(/(\s)id="([^"]+)"/g, (_all, blank, id) => `${blank}id="${own}--${id}"`)
      .replace(/(aria-labelledby|aria-describedby|for)="([^"]+)"/g, (_all, name, id) => `${name}="${own}--${id}"`)
      .replace(/(<a [^>]*?href=)"([^"]*)"/g, (_all, begin, href) => `${begin}"${lead(href)}"`)
      .replace(/<(\/?)h3([\s>])/g, '<$1h4$2')
      .replace(/<(\/?)h2([\s>])/g, '<$1h3$2')
      .replace(/<(\/?)h1([\s>])/g, '<$1h2$2'),
  )
}

/** What the paths of the pages within this one begin with: a chapter has a folder. */
const folderOf = ({ path }: Page): string => (path.endsWith('/index.html') ? `${posix.dirname(path)}/` : path)

/** It is a part of a chapter, listed below it. */
const isWithin = (page: Page, pages: readonly Page[]): boolean =>
  pages.some((other) => other !== page && page.path.startsWith(folderOf(other)))
