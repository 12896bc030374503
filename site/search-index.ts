import type { Page } from './pages/page.ts'
import { plainText } from './plain-text.ts'
import { texts } from './texts.ts'

/** A section of a page, as the search finds it. Short names: the whole book is in one file. */
export interface Found {
  /** The path of the page, with the id of its heading: '01-auto-ack/index.html#why'. */
  to: string
  /** The title of the page. */
  page: string
  /** The title of the section; empty above the first heading. */
  title: string
  text: string
}

/** All that the search needs, in one language. */
export interface SearchIndex {
  sections: Found[]
  /** What it says: how many are found, and that nothing is. */
  found: string
  none: string
}

/** The global name that the index is kept under: a script can be loaded from file://, data can't. */
const INDEX_NAME = 'zeroLossIndex'

/** The path of the index in the site. It is loaded when somebody first searches. */
export const indexPath = (language: string): string => `assets/search-index.${language}.js`

/** Makes the index of these pages: every section of every page, as plain text. */
export function searchIndex(pages: Page[]): string {
  const { found, none } = texts.search
  const index: SearchIndex = { sections: pages.flatMap(readSections), found, none }
  // A line end of JSON that isn't one of JavaScript's old ones, and no way out of a script element.
  return `globalThis.${INDEX_NAME}=${JSON.stringify(index).replaceAll('<', '\\u003c')}\n`
}

/** Cuts a page at everything that has an id to lead to: its headings, and the entries of a table or a glossary. */
function readSections({ path, title, main }: Page): Found[] {
  const [before = '', ...parts] = main.text.split(/(?=<(?:h[23]|li|dt) id="[^"]+")/)
  const top = { to: path, page: title, title: '', text: plainText(before) }
  const sections = parts.map((part) => {
    const id = /id="([^"]+)"/.exec(part)?.[1] ?? ''
    const [, name = '', rest = ''] =
      /^(?:<li [\s\S]*?<h3>|<[^>]+>)([\s\S]*?)<\/(?:h[23]|dt)>([\s\S]*)$/.exec(part) ?? []
    const code = part.startsWith('<li') ? `${id} ` : ''
    return { to: `${path}#${id}`, page: title, title: code + plainText(name), text: plainText(rest) }
  })
  return [top, ...sections].filter(({ text, title }) => text !== '' || title !== '')
}
