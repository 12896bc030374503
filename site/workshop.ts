import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeAssets } from './assets.ts'
import { buildSite } from './build.ts'
import { diskCheckout } from './checkout.ts'
import type { Highlighter } from './highlight.ts'
import { asShipped } from './shipped.ts'
import { writeSite } from './write.ts'

/** The checkout that this file is part of. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** The folder of the site itself. */
export const SITE = join(ROOT, 'site')

/** Where the finished site goes. */
export const DIST = join(ROOT, 'dist')

/** Builds the site and writes it into `dist/`. Returns one line that says what was done. Broken content leaves `dist/` as it is. */
export async function makeSite(highlighter: Promise<Highlighter>, startedAtMs: number): Promise<string> {
  const [loaded, assets] = await Promise.all([highlighter, makeAssets(SITE)])
  const site = buildSite(asShipped(diskCheckout(ROOT)), diskCheckout(SITE), loaded, assets)
  await writeSite(DIST, site)
  const pages = [...site.keys()].filter((path) => path.endsWith('.html')).length
  return `${pages} pages in ${Math.round(performance.now() - startedAtMs)} ms`
}
