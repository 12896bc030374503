import { posix } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildSite, type Site } from '../../site/build.ts'
import { diskCheckout } from '../../site/checkout.ts'
import { createHighlighter } from '../../site/highlight.ts'
import { idsOf } from '../../site/links.ts'
import { asShipped } from '../../site/shipped.ts'
import { ROOT } from '../../site/workshop.ts'
import { fixtureCheckout, ownFiles } from './fixture.ts'
import { attributesOf, outline, readTags } from './html-reader.ts'

const BUDGET_BYTES = { html: 12_000, css: 8_000, js: 6_000 }
/** A page of fixes is no prose to be read through: it holds the diffs of a dozen files, folded away. */
const FIXES_BUDGET_BYTES = 20_000

const budgetOf = (path: string): number =>
  path.endsWith('/fixes/index.html')
    ? FIXES_BUDGET_BYTES
    : BUDGET_BYTES[posix.extname(path).slice(1) as keyof typeof BUDGET_BYTES]

/** The book as it is, and two chapters of full length, whatever the book holds today. */
const books = { 'the book': () => asShipped(diskCheckout(ROOT)), 'the fixture': () => fixtureCheckout() }

describe.each(Object.entries(books))('%s', (_name, checkout) => {
  let site: Site
  let pages: [string, string][]

  beforeAll(async () => {
    site = buildSite(checkout(), ownFiles, await createHighlighter())
    pages = [...site].filter(([path]) => path.endsWith('.html'))
  })

  it('has a first page, and for each chapter a lesson, its tempting fixes and an interview, in this order', () => {
    const slugs = checkout().list('chapters')
    const ofChapter = (slug: string) => [`${slug}/index.html`, `${slug}/fixes/index.html`, `${slug}/interview.html`]
    expect(slugs.length).toBeGreaterThan(0)
    expect(pages.map(([path]) => path)).toEqual(['index.html', ...slugs.flatMap(ofChapter)])
  })

  it('stays within its budgets, gzipped', () => {
    const tooBig = [...site].flatMap(([path, text]) => {
      const bytes = gzipSync(text).length
      const budget = budgetOf(path)
      return bytes > budget ? [`${path}: ${bytes} bytes of ${budget}`] : []
    })
    expect(tooBig).toEqual([])
  })

  it('has an end for every link, and it works from file:// too', () => {
    const broken = pages.flatMap(([path, page]) =>
      attributesOf(page, 'a', 'href')
        .filter((href) => !/^https?:/.test(href))
        .filter((href) => {
          const [file = '', fragment] = href.split('#')
          const target = file === '' ? path : posix.join(posix.dirname(path), file)
          const ids = idsOf(site.get(target) ?? '')
          return !site.has(target) || (fragment !== undefined && !ids.includes(fragment))
        })
        .map((href) => `${path}: ${href}`),
    )
    expect(broken).toEqual([])
  })

  it('asks nobody else for anything', () => {
    for (const [path, page] of pages) {
      const loads = ['script', 'img', 'iframe', 'source', 'video'].flatMap((tag) => attributesOf(page, tag, 'src'))
      const all = [...loads, ...attributesOf(page, 'link', 'href')]
      const files = all.map((address) => posix.join(posix.dirname(path), address))
      expect(files.sort(), path).toEqual(['assets/book.css', 'assets/book.js', 'assets/icon.svg'])
    }
    for (const name of ['assets/book.css', 'assets/book.js']) {
      expect(site.get(name), name).not.toMatch(/@import|url\(|https?:|\/\/[\w.-]+\.\w|fetch\(/)
    }
  })

  it('has one h1, no heading level left out, and no id twice', () => {
    for (const [path, page] of pages) {
      const levels = outline(page)
      expect(
        levels.filter((level) => level === 1),
        path,
      ).toHaveLength(1)
      for (const [index, level] of levels.entries()) {
        expect(level, `${path}: heading ${index + 1} of ${levels}`).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1)
      }
      const ids = idsOf(page)
      expect(ids, path).toEqual([...new Set(ids)])
    }
  })

  it('has its landmarks, a language, and tags that close', () => {
    for (const [path, page] of pages) {
      const { names, problem } = readTags(page)
      expect(problem, path).toBeNull()
      expect(
        names.filter((name) => name === 'main'),
        path,
      ).toHaveLength(1)
      expect(page, path).toMatch(/^<!doctype html>\n<html lang="en">/)
      expect(page, path).toContain('<a class="skip" href="#text">')
      const unnamed = [...page.matchAll(/<nav [^>]*>/g)].filter(([tag]) => !tag.includes('aria-label='))
      expect(unnamed, path).toEqual([])
    }
  })

  it('gives a name to everything that takes the focus only to be scrolled', () => {
    for (const [path, page] of pages) {
      const scrollable = [...page.matchAll(/<\w+ [^>]*tabindex="0"[^>]*>/g)].map(([tag]) => tag)
      expect(
        scrollable.filter((tag) => !/role="group" aria-label="[^"]+"/.test(tag)),
        path,
      ).toEqual([])
    }
  })

  it('turns from the first page through every page of every chapter to the last', () => {
    const walked = ['index.html']
    for (let path = 'index.html'; ; ) {
      const next = /<a rel="next" href="([^"]+)"/.exec(site.get(path) ?? '')?.[1]
      if (next === undefined) break
      path = posix.join(posix.dirname(path), next)
      walked.push(path)
    }
    expect(walked).toEqual(pages.map(([path]) => path))
  })

  it('has a title of its own for each page, and marks it once in the contents', () => {
    const titles = pages.map(([, page]) => /<title>(.*)<\/title>/.exec(page)?.[1])
    expect(titles).toEqual([...new Set(titles)])
    for (const [path, page] of pages) {
      const marked = [...page.matchAll(/<a [^>]*href="([^"]+)" aria-current="page">/g)].map((match) => match[1] ?? '')
      expect(
        marked.map((href) => posix.join(posix.dirname(path), href)),
        path,
      ).toEqual([path])
    }
  })

  it('lists the fixes in the lesson, in the order of their own page, and keeps what they change to that page', () => {
    for (const slug of checkout().list('chapters')) {
      const [lesson, fixes] = [site.get(`${slug}/index.html`) ?? '', site.get(`${slug}/fixes/index.html`) ?? '']
      const ids = idsOf(fixes).filter((id) => id.startsWith('wrong-'))
      const listed = attributesOf(lesson, 'a', 'href').filter((href) => href.startsWith('fixes/index.html#'))
      expect(ids.length, slug).toBeGreaterThan(0)
      expect(listed, slug).toEqual(ids.map((id) => `fixes/index.html#${id}`))
      expect(lesson, slug).not.toContain('class="code changes"')
      expect(fixes.match(/class="code changes"/g), slug).toHaveLength(ids.length)
    }
  })
})
