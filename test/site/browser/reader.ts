import axe from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { OpenSite } from './open-site.ts'

/** How a page is looked at. */
export interface View {
  light: 'light' | 'dark'
  width: 390 | 1280
}

export const views: View[] = [
  { light: 'light', width: 1280 },
  { light: 'dark', width: 1280 },
  { light: 'light', width: 390 },
  { light: 'dark', width: 390 },
]

export interface OpenOptions extends Partial<View> {
  /** 'served' (default) or from the 'folder', over file://. */
  from?: 'served' | 'folder'
  javaScript?: boolean
}

/** Somebody who opens pages of the book, and whose browser complains about what is wrong with them. */
export class Reader implements AsyncDisposable {
  /** Errors on the console, requests that failed or went to another host. In order; empty is good. */
  readonly complaints: string[] = []
  /** What the run of the tests shall say, beside that they passed. */
  note: string | undefined
  readonly site: OpenSite
  readonly #browser: Browser
  readonly #contexts: BrowserContext[] = []

  constructor(browser: Browser, site: OpenSite) {
    this.#browser = browser
    this.site = site
  }

  /** Opens a page of the site, '01-auto-ack/index.html', or any address, in a browser profile of its own: nothing is remembered. */
  async open(path = 'about:blank', options: OpenOptions = {}): Promise<Page> {
    const { light = 'light', width = 1280, javaScript = true, from = 'served' } = options
    const context = await this.#context({
      colorScheme: light,
      reducedMotion: 'reduce',
      viewport: windowOf(width),
      javaScriptEnabled: javaScript,
    })
    const page = await context.newPage()
    await page.goto(new URL(path, this.site[from]).href)
    return page
  }

  /** Looks at an open page in another light, or through another window. */
  async look(page: Page, { light, width }: View): Promise<void> {
    await page.emulateMedia({ colorScheme: light })
    await page.setViewportSize(windowOf(width))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const context of this.#contexts) await context.close()
  }

  async #context(options: BrowserContextOptions): Promise<BrowserContext> {
    const context = await this.#browser.newContext(options)
    this.#contexts.push(context)
    const { complaints, site } = this
    context.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${message.page()?.url()}: console: ${message.text()}`)
    })
    context.on('weberror', (error) => complaints.push(`${error.page()?.url()}: thrown: ${error.error().message}`))
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? 'failed'
      // A page that is left while it loads breaks off what it had asked for.
      if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()}: ${reason}`)
    })
    context.on('request', (request) => {
      const url = request.url()
      const ours = ['http://127.0.0.1:', site.folder, 'data:', 'blob:'].some((start) => url.startsWith(start))
      if (!ours) complaints.push(`${url}: a request to another host`)
    })
    return context
  }
}

const windowOf = (width: View['width']) => ({ width, height: width === 390 ? 844 : 900 })

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * What axe says of a page as it is. `found`: what is wrong, one line each: the rule, where, and why. `checked`: how many
 * elements passed a rule, all rules together.
 */
export async function askAxe(page: Page): Promise<{ found: string[]; checked: number }> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  return page.evaluate(async (tags) => {
    const { axe: here } = globalThis as unknown as { axe: typeof axe }
    const { violations, passes } = await here.run({ runOnly: { type: 'tag', values: tags }, preload: false })
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    )
    return { found, checked: passes.reduce((sum, { nodes }) => sum + nodes.length, 0) }
  }, RULES)
}
