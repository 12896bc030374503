import { posix } from 'node:path'
import { BrokenContent, type Place } from './broken-content.ts'
import type { Draft, Link } from './draft.ts'
import { EQUIVALENCE, GLOSSARY, HOME, JUDGE, OPENING, PATHS } from './pages/page.ts'

const PAGES: Record<string, string> = {
  'chapters/home.md': HOME,
  'chapters/loss-paths.yaml': PATHS,
  'chapters/glossary.yaml': GLOSSARY,
  'chapters/equivalence.yaml': EQUIVALENCE,
  'chapters/opening.md': OPENING,
  'RELIABILITY.md': JUDGE,
}

/** The page that a Markdown file becomes, or null. 'chapters/01-auto-ack/lesson.md' becomes '01-auto-ack/index.html'. */
function pageOf(file: string): string | null {
  const page = PAGES[file]
  if (page !== undefined) return page
  const match = /^chapters\/([\w-]+)\/(lesson|interview)\.md$/.exec(file)
  return match ? `${match[1]}/${match[2] === 'lesson' ? 'index' : 'interview'}.html` : null
}

/** The address of one page as seen from another. Both have a file name, so it works from file:// too. */
export const addressFrom = (from: string, to: string): string => posix.relative(posix.dirname(from), to)

/**
 * Turns the target of a Markdown link into an address, and notes it for `checkLinks`.
 * Links between pages name the Markdown file, so that they work on a code host too.
 */
export function resolveLink(draft: Draft, href: string, at: Place): string {
  if (/^[a-z][a-z\d+.-]*:/i.test(href)) return checkAddress(href, at)
  const [path = '', fragment = null] = href.split('#')
  const to = path === '' ? draft.path : pageOf(posix.join(posix.dirname(at.file), decodeURI(path)))
  if (to === null) {
    throw new BrokenContent(
      at,
      `the link "${href}" leads to no page.`,
      'Link to a lesson.md or an interview.md; quote other files with "<<< path".',
    )
  }
  draft.links.push({ to, fragment, at })
  return (path === '' ? '' : addressFrom(draft.path, to)) + (fragment === null ? '' : `#${fragment}`)
}

/** An address outside the book can't be opened when it is built, but it must be one, and nobody may change it on its way. */
function checkAddress(href: string, at: Place): string {
  const url = URL.parse(href)
  const isPublic = url?.protocol === 'https:' && url.hostname.includes('.') && url.username === '' && url.port === ''
  if (isPublic && !/[\s"<>]|[.,;:]$/.test(decodeURI(href))) return href
  throw new BrokenContent(
    at,
    `the link "${href}" is no address that a reader can open.`,
    'Write "https://", a public host and a path, and nothing after it.',
  )
}

/** Throws `BrokenContent` at the first link that leads to no page, or to no id on its page. `pages` maps paths to HTML. */
export function checkLinks(links: Link[], pages: ReadonlyMap<string, string>): void {
  for (const { to, fragment, at } of links) {
    const page = pages.get(to)
    if (page === undefined) {
      throw new BrokenContent(
        at,
        `the link leads to the page ${to}, which does not exist.`,
        `The pages are ${[...pages.keys()].join(', ')}.`,
      )
    }
    const ids = idsOf(page)
    if (fragment !== null && !ids.includes(decodeURIComponent(fragment))) {
      throw new BrokenContent(at, `the page ${to} has no id "${fragment}".`, `It has ${ids.join(', ')}.`)
    }
  }
}

/** All ids on a page, in order. */
export const idsOf = (html: string): string[] => [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] ?? '')
