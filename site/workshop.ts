import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeAssets } from './assets.ts'
import { buildSite, type Site } from './build.ts'
import { diskCheckout } from './checkout.ts'
import type { Highlighter } from './highlight.ts'
import { asShipped } from './shipped.ts'

/** The checkout that this file is part of. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** The folder of the site itself. */
export const SITE = join(ROOT, 'site')

/** Where the finished site goes. */
export const DIST = join(ROOT, 'dist')

/** Builds the site of this checkout. Throws `BrokenContent` when it can't become pages. */
export async function makeSite(highlighter: Promise<Highlighter>): Promise<Site> {
  const [loaded, assets] = await Promise.all([highlighter, makeAssets(SITE)])
  return buildSite(asShipped(diskCheckout(ROOT)), loaded, assets)
}

/** How much was built, and how fast, in a few words. */
export function summary(site: Site, startedAtMs: number): string {
  const pages = [...site.keys()].filter((path) => path.endsWith('.html')).length
  return `${pages} pages in ${Math.round(performance.now() - startedAtMs)} ms`
}
