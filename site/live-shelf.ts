import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Site } from './build.ts'
import { headers } from './security.ts'
import type { Shelf } from './serve.ts'
import { pictureAddress, type Verdict } from './verdicts.ts'

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

/** What a server shows while somebody writes the book or works through it: the newest pages, and the judge's verdicts. */
export class LiveShelf implements Shelf {
  #site: Site = new Map()
  #edition = ''
  #verdicts: Verdict[] = []
  #broken: News | null = null
  readonly #listeners = new Set<ServerResponse>()
  readonly #pictureOf: (slug: string) => string | undefined

  /** @param pictureOf the HTML page that shows the last run of a chapter */
  constructor(pictureOf: (slug: string) => string | undefined) {
    this.#pictureOf = pictureOf
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

  /** Takes the newest verdicts; those in `news` are told to the open pages. */
  judged(verdicts: Verdict[], news: readonly string[] = []): void {
    this.#verdicts = verdicts
    for (const { slug } of verdicts) {
      if (news.includes(slug)) this.#tell({ kind: 'verdict', slug })
    }
  }

  /** How many open pages listen. */
  get listeners(): number {
    return this.#listeners.size
  }

  read(path: string): string | undefined {
    if (path === 'live/verdicts.json') return JSON.stringify(this.#verdicts)
    const judged = this.#verdicts.find(({ slug }) => path === pictureAddress(slug))
    if (judged) return this.#pictureOf(judged.slug)
    const text = this.#site.get(path)
    // Only here: the published book knows nothing of this.
    const script = `<script defer src="/assets/live.js" data-edition="${this.#edition}"></script>\n`
    return path.endsWith('.html') ? text?.replace('</head>', () => `${script}</head>`) : text
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

  #tell(news: News): void {
    for (const response of this.#listeners) response.write(eventOf(news))
  }
}

const eventOf = (news: News): string => `data: ${JSON.stringify(news)}\n\n`
