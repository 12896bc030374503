import type { Heading, Link } from '../draft.ts'
import type { Html } from '../html.ts'

/** A page before the book is put around it. */
export interface Page {
  /** Where it goes in the site, '01-auto-ack/index.html'. */
  path: string
  title: string
  /** One sentence for whoever lists the page. */
  description: string
  /** What `<main>` holds. */
  main: Html
  /** Its own contents, for the sidebar. */
  headings: Heading[]
  links: Link[]
  /** Its name in the list of further pages, below the chapters of the contents; left out for a chapter's pages. */
  reference?: string
  /** The page that lists it in the contents, where a chapter has many of its kind. */
  within?: string
  /** It is a tool that needs its script: it has no place in the printed book. */
  tool?: true
  /** What its scripts read: JSON in a script element with the id "data". A page on file:// can't load it later. */
  data?: unknown
  /** Its scripts say something: they find their words in the language of the page. */
  speaks?: true
  /** Scripts of its own, by the name of their entry in `site/client`: 'interview' loads assets/interview.js. */
  scripts?: readonly string[]
  /** Style sheets of its own, by their name in `site/assets`, loaded after book.css. */
  styles?: readonly string[]
}

export const HOME = 'index.html'
export const PATHS = 'loss-paths.html'
export const GLOSSARY = 'glossary.html'
export const EQUIVALENCE = 'kafka-and-rocketmq.html'
export const JUDGE = 'judge.html'
export const TERMINAL = 'terminal.html'
export const PRINT = 'print.html'
export const OPENING = 'opening-question.html'
export const MOCK = 'mock-interview.html'
export const DUE = 'due-today.html'
export const lessonPath = (slug: string): string => `${slug}/index.html`
export const fixesPath = (slug: string): string => `${slug}/fixes/index.html`
export const fixPath = (slug: string, name: string): string => `${slug}/fixes/${name}.html`
export const interviewPath = (slug: string): string => `${slug}/interview.html`
export const chainPath = (slug: string, id: string): string => `${slug}/interview/${id}.html`
