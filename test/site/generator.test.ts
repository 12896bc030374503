import { beforeAll, describe, expect, it } from 'vitest'
import { buildSite, type Site } from '../../site/build.ts'
import { createHighlighter } from '../../site/highlight.ts'
import { fixtureCheckout, theAssets } from './fixture.ts'

/** One page of each kind that is made of a chapter's files, by its path, and the file that keeps what it must say. */
const kinds: [kind: string, path: RegExp][] = [
  ['lesson', /^01-[\w-]+\/index\.html$/],
  ['tempting-fixes', /^01-[\w-]+\/fixes\/index\.html$/],
  ['tempting-fix', /^01-[\w-]+\/fixes\/(?!index)[\w-]+\.html$/],
  ['interview', /^01-[\w-]+\/interview\.html$/],
  ['question', /^01-[\w-]+\/interview\/[\w-]+\.html$/],
  ['opening-question', /^opening-question\.html$/],
]

// What a page says is drawn from files alone, so that it is the same everywhere. After a change that is meant:
// npx vitest run test/site/generator.test.ts -u, and read the difference.
describe('from a chapter to its pages', () => {
  let site: Site
  beforeAll(async () => {
    site = buildSite(fixtureCheckout(), await createHighlighter(), await theAssets)
  })

  it.each(kinds)('%s', async (kind, path) => {
    const found = [...site.keys()].sort().find((key) => path.test(key))
    expect(found, `no page fits ${path}; there are ${[...site.keys()].join(', ')}`).toBeDefined()
    await expect(mainOf(String(site.get(found as string)))).toMatchFileSnapshot(`snapshots/${kind}.html.txt`)
  })
})

/** The page without its frame: contents, head and the addresses of bundles are tested elsewhere. */
function mainOf(page: string): string {
  const [, main = ''] = /<main\b[^>]*>([\s\S]*)<\/main>/.exec(page) ?? []
  expect(main.length).toBeGreaterThan(0)
  return `${main.trim()}\n`
}
