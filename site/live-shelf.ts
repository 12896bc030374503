import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Site } from './build.ts'
import { editionFolder } from './edition.ts'
import { wordsPath } from './script-words.ts'
import { headers, policyOfOneFile } from './security.ts'
import type { Shelf } from './serve.ts'
import { runAddress, type Standing } from './verdicts.ts'

/** News for the pages that are open, sent as server-sent events. */
export type News =
  /** The first news of a stream: which edition of the book is shown. A page of another edition is out of date. */
  | { kind: 'edition'; edition: string }
  /** These pages have changed. */
  | { kind: 'pages'; paths: string[] }
  /** The content can't become pages: the message says where and why. The pages are the last good ones. */
  | { kind: 'broken'; message: string }
  /** The judge has spoken on this chapter. */
  | { kind: 'verdict'; slug: string }
  /** The list of passed chapters may have changed. */
  | { kind: 'progress' }

/** What a server shows while somebody writes the book or works through it: the newest pages, and the judge's verdicts. */
export class LiveShelf implements Shelf {
  #site: Site = new Map()
  #edition = ''
  #standing: Standing = { passed: [], verdicts: [] }
  #broken: News | null = null
  readonly #listeners = new Set<ServerResponse>()
  readonly #runPageOf: (slug: string) => string | undefined

  /** @param runPageOf the page of a chapter's last run */
  constructor(runPageOf: (slug: string) => string | undefined) {
    this.#runPageOf = runPageOf
  }

  /** Shows a newly built site, and tells the open pages which of them have changed. */
  show(site: Site): void {
    const changed = (path: string) => this.#site.get(path) !== site.get(path)
    const isPage = (path: string) => path.endsWith('.html')
    // A new script or style sheet changes all pages.
    const all = [...site.keys()].some((path) => !isPage(path) && changed(path))
    const paths = [...site.keys()].filter((path) => isPage(path) && (all || changed(path)))
    const wasBroken = this.#broken !== null
    this.#site = site
    this.#edition = randomUUID()
    this.#broken = null
    if (paths.length > 0 || wasBroken) this.#tell({ kind: 'pages', paths })
  }

  /** Tells the open pages that the content is broken. They keep what they show. */
  complain(message: string): void {
    this.#broken = { kind: 'broken', message }
    this.#tell(this.#broken)
  }

  /** Takes how far the reader is; the verdicts of the chapters in `news` are told to the open pages. */
  judged(standing: Standing, news: readonly string[] = []): void {
    this.#standing = standing
    const told = standing.verdicts.filter(({ slug }) => news.includes(slug))
    for (const { slug } of told) this.#tell({ kind: 'verdict', slug })
    if (told.length === 0) this.#tell({ kind: 'progress' })
  }

  /** How many open pages listen. */
  get listeners(): number {
    return this.#listeners.size
  }

  read(path: string): string | undefined {
    if (path === 'live/standing.json') return JSON.stringify(this.#standing)
    const slug = this.#runAt(path)
    if (slug !== undefined) return this.#runPageOf(slug)
    const text = this.#site.get(path)
    // Only here: the published book knows nothing of this.
    const script = `<script defer src="/assets/live.js" data-edition="${this.#edition}"></script>\n`
    return path.endsWith('.html') ? text?.replace('</head>', () => `${wordsFor(text)}${script}</head>`) : text
  }

  policy(path: string): string | undefined {
    const slug = this.#runAt(path)
    return slug === undefined ? undefined : policyOfOneFile(this.#runPageOf(slug) ?? '')
  }

  stream(path: string, response: ServerResponse): boolean {
    if (path !== 'live/news') return false
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8' })
    response.write(eventOf({ kind: 'edition', edition: this.#edition }))
    if (this.#broken) response.write(eventOf(this.#broken))
    this.#listeners.add(response)
    response.once('close', () => this.#listeners.delete(response))
    return true
  }

  /** The judged chapter whose run is shown at this path. */
  #runAt(path: string): string | undefined {
    return this.#standing.verdicts.find(({ slug }) => path === runAddress(slug))?.slug
  }

  #tell(news: News): void {
    for (const response of this.#listeners) response.write(eventOf(news))
  }
}

const eventOf = (news: News): string => `data: ${JSON.stringify(news)}\n\n`

/** What the live script says, in the language of a page, where the page has not asked for it already. */
function wordsFor(page: string): string {
  const [, language] = /<html lang="([\w-]+)">/.exec(page) ?? []
  if (language === undefined || page.includes(`/${wordsPath(language)}"`)) return ''
  return `<script defer src="/${editionFolder(language)}${wordsPath(language)}"></script>\n`
}
