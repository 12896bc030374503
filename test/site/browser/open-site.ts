import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { makeAssets } from '../../../site/assets.ts'
import { buildSite, type Site } from '../../../site/build.ts'
import { diskCheckout } from '../../../site/checkout.ts'
import { createHighlighter } from '../../../site/highlight.ts'
import { serve } from '../../../site/serve.ts'
import { asShipped } from '../../../site/shipped.ts'
import { ROOT, SITE } from '../../../site/workshop.ts'
import { writeSite } from '../../../site/write.ts'

/** The book of this checkout, served and in a folder. */
export interface OpenSite {
  site: Site
  /** The address of the server, 'http://127.0.0.1:41421/'. */
  served: string
  /** The address of the folder, 'file:///tmp/.../'. */
  folder: string
  close(): Promise<void>
}

const ANY_PORT = 41_421

let built: Promise<Site> | null = null

/** Builds the book once for all browser tests; serves it, and writes it into a folder, until it is closed. */
export async function openSite(): Promise<OpenSite> {
  built ??= buildBook()
  const site = await built
  const folder = await mkdtemp(join(tmpdir(), 'zero-loss-book-'))
  await writeSite(folder, site)
  const served = await serve({ read: (path) => site.get(path) }, ANY_PORT)
  return {
    site,
    served: served.address,
    folder: `${pathToFileURL(folder).href}/`,
    async close() {
      served.close()
      await rm(folder, { recursive: true })
    },
  }
}

async function buildBook(): Promise<Site> {
  const [highlighter, assets] = await Promise.all([createHighlighter(), makeAssets(SITE)])
  return buildSite(asShipped(diskCheckout(ROOT)), highlighter, assets)
}
