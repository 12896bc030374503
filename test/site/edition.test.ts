import { beforeAll, describe, expect, it } from 'vitest'
import { buildSite, type Site } from '../../site/build.ts'
import { createHighlighter } from '../../site/highlight.ts'
import { english, texts } from '../../site/texts.ts'
import { fixtureCheckout, theAssets } from './fixture.ts'
import { attributesOf, shownIn } from './html-reader.ts'
import { bilingual, leftInEnglish, MARK, marked } from './two-languages.ts'

describe('a second language', () => {
  let site: Site
  const build = async (checkout = bilingual()) =>
    buildSite(checkout, await createHighlighter(), await theAssets, [english, marked])

  beforeAll(async () => {
    site = await build()
  })

  it('is a whole site in its own folder, in its own words', () => {
    const lesson = site.get('zh/01-auto-ack/index.html') ?? ''
    expect(lesson).toContain('<html lang="zh">')
    expect(lesson).toContain('健忘的仓库')
    expect(lesson).toContain(`>Contents${MARK}</button>`)
    expect(attributesOf(lesson, 'link', 'href')).toContain('../assets/book.css')
    expect(site.has('zh/assets/book.css')).toBe(true)
    expect(site.get('zh/assets/search-index.zh.js')).toContain('健忘的仓库')
    expect([...site].filter(([path, text]) => !path.startsWith('zh/') && text.includes(MARK))).toEqual([])
  })

  it('says no word in English that its authors have not written, on any page', () => {
    const checkout = bilingual()
    const pages = [...site].filter(([path]) => path.startsWith('zh/') && path.endsWith('.html'))
    expect(pages.length).toBeGreaterThan(10)
    const left = pages.flatMap(([path, page]) =>
      leftInEnglish(shownIn(page), checkout).map((text) => `${path}: ${text}`),
    )
    expect(left).toEqual([])
  })

  it('would be heard to speak English if it did', () => {
    const page = site.get('mock-interview.html') ?? ''
    expect(leftInEnglish(shownIn(page), bilingual())).toContain(english.scripts.mock.withoutScript)
  })

  it('can be changed to from every page, and back: to the same page, or to the first where it is not translated', () => {
    const switchOn = (path: string) => /<a class="switch"[^>]* href="([^"]+)">/.exec(site.get(path) ?? '')?.[1]
    expect(switchOn('01-auto-ack/index.html')).toBe('../zh/01-auto-ack/index.html')
    expect(switchOn('zh/01-auto-ack/index.html')).toBe('../../01-auto-ack/index.html')
    expect(switchOn('02-ack-timing/index.html')).toBe('../zh/index.html')
  })

  it('is not spoken of while there is only one', async () => {
    const alone = buildSite(fixtureCheckout(), await createHighlighter(), await theAssets, [english, marked])
    expect([...alone.keys()].filter((path) => path.startsWith('zh/'))).toEqual([])
    expect(alone.get('index.html')).not.toContain('class="switch"')
  })

  it('is reported with its own file when it is broken, and English is spoken again', async () => {
    const broken = bilingual({ 'glossary.yaml': '- term: Ack\n  means: Done.\n' })
    await expect(build(broken)).rejects.toThrow('chapters/zh/glossary.yaml:1: nothing shows what "Ack" is.')
    expect(texts.lang).toBe('en')
  })
})
