import { BrokenContent, type Place } from './broken-content.ts'
import type { Html } from './html.ts'

/** A page while it is written: what its pieces leave behind for the contents and for the check of links. */
export interface Draft {
  /** Where the page goes in the site, '01-auto-ack/index.html'. */
  path: string
  headings: Heading[]
  links: Link[]
  /** Draws what a `<<<` line asks for. */
  draw(directive: string, at: Place): Html
}

export interface Heading {
  level: number
  id: string
  /** Plain text. */
  title: string
}

/** A link to a page of the book. */
export interface Link {
  /** The page, '01-auto-ack/index.html'. */
  to: string
  /** The id on that page, or null. */
  fragment: string | null
  at: Place
}

/** Opens a draft. A page that draws nothing leaves `draw` out. */
export function openDraft(path: string, draw: Draft['draw'] = refuseToDraw): Draft {
  return { path, headings: [], links: [], draw }
}

/** Notes a heading. Throws `BrokenContent` when the page has its id already. */
export function addHeading(draft: Draft, heading: Heading, at: Place): void {
  if (draft.headings.some(({ id }) => id === heading.id)) {
    throw new BrokenContent(
      at,
      `the page has the id "${heading.id}" already.`,
      'Give this heading an id of its own: "## Title {#id}".',
    )
  }
  draft.headings.push(heading)
}

function refuseToDraw(directive: string, at: Place): never {
  throw new BrokenContent(at, `"<<< ${directive}" has no place on this page.`, 'Move it into a lesson.')
}
