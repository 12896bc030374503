import { beforeAll, describe, expect, it } from 'vitest'
import { buildSite, type Site } from '../../site/build.ts'
import { createHighlighter } from '../../site/highlight.ts'
import { english, type Texts, texts } from '../../site/texts.ts'
import { fixtureCheckout, theAssets } from './fixture.ts'
import { attributesOf } from './html-reader.ts'

/** A second catalogue: a real one translates the rest too. */
const chinese: Texts = {
  ...english,
  lang: 'zh',
  language: '中文',
  contents: '目录',
  home: '从这里开始',
  skip: '跳到正文',
}

/** The fixture with a Chinese edition that has only the first chapter. */
function bilingual(changes: Record<string, string> = {}) {
  const plain = fixtureCheckout()
  const written = [
    'home.md',
    'loss-paths.yaml',
    'glossary.yaml',
    'equivalence.yaml',
    'opening.md',
    '01-auto-ack/lesson.md',
    '01-auto-ack/interview.md',
  ]
  const inChinese = written.flatMap((name) => {
    const text = plain.read(`chapters/${name}`)
    if (text === undefined) return []
    // What leads to the chapter that is not translated leads nowhere: an edition is checked as a book of its own.
    const own = text
      .replaceAll('The warehouse that forgets', '健忘的仓库')
      .replaceAll('02-ack-timing', '01-auto-ack')
      .replace('../01-auto-ack/lesson.md#why', '#why')
    return [[`chapters/zh/${name}`, changes[name] ?? own] as const]
  })
  return fixtureCheckout(Object.fromEntries(inChinese))
}

describe('a second language', () => {
  let site: Site
  const build = async (checkout = bilingual()) =>
    buildSite(checkout, await createHighlighter(), await theAssets, [english, chinese])

  beforeAll(async () => {
    site = await build()
  })

  it('is a whole site in its own folder, in its own words', () => {
    const lesson = site.get('zh/01-auto-ack/index.html') ?? ''
    expect(lesson).toContain('<html lang="zh">')
    expect(lesson).toContain('健忘的仓库')
    expect(lesson).toContain('>目录</button>')
    expect(attributesOf(lesson, 'link', 'href')).toContain('../assets/book.css')
    expect(site.has('zh/assets/book.css')).toBe(true)
    expect(site.get('zh/assets/search-index.zh.js')).toContain('健忘的仓库')
    expect(site.get('index.html')).not.toContain('从这里开始')
  })

  it('can be changed to from every page, and back: to the same page, or to the first where it is not translated', () => {
    const switchOn = (path: string) => /<a class="switch"[^>]* href="([^"]+)">/.exec(site.get(path) ?? '')?.[1]
    expect(switchOn('01-auto-ack/index.html')).toBe('../zh/01-auto-ack/index.html')
    expect(switchOn('zh/01-auto-ack/index.html')).toBe('../../01-auto-ack/index.html')
    expect(switchOn('02-ack-timing/index.html')).toBe('../zh/index.html')
  })

  it('is not spoken of while there is only one', async () => {
    const alone = buildSite(fixtureCheckout(), await createHighlighter(), await theAssets, [english, chinese])
    expect([...alone.keys()].filter((path) => path.startsWith('zh/'))).toEqual([])
    expect(alone.get('index.html')).not.toContain('class="switch"')
  })

  it('is reported with its own file when it is broken, and English is spoken again', async () => {
    const broken = bilingual({ 'glossary.yaml': '- term: Ack\n  means: Done.\n' })
    await expect(build(broken)).rejects.toThrow('chapters/zh/glossary.yaml:1: nothing shows what "Ack" is.')
    expect(texts.lang).toBe('en')
  })
})
