import { posix } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildSite, type Site } from '../../site/build.ts'
import { type Checkout, diskCheckout } from '../../site/checkout.ts'
import { createHighlighter } from '../../site/highlight.ts'
import { idsOf } from '../../site/links.ts'
import { asShipped } from '../../site/shipped.ts'
import { ROOT } from '../../site/workshop.ts'
import { fixtureCheckout, theAssets } from './fixture.ts'
import { attributesOf, outline, readTags } from './html-reader.ts'

/** What a page may cost on the first visit, gzipped, with the scripts and style sheets that it loads. */
const BUDGET_BYTES = { html: 12_000, css: 8_000, js: 6_000 }
/** What of the interview is an application: it brings a scheduler (FSRS), and the mock interview brings all questions. */
const APPLICATIONS = [
  { page: /\/interview\/[\w-]+\.html$/, html: 12_000, js: 16_000 },
  { page: /^due-today\.html$/, html: 12_000, js: 8_000 },
  { page: /^mock-interview\.html$/, html: 100_000, js: 20_000 },
]
/** All of the above at once; nobody gets it unasked. */
const WHOLE_BOOK_HTML_BYTES = 400_000
/** It loads the style sheets of all the pages that it holds. */
const WHOLE_BOOK_CSS_BYTES = 10_000

const htmlBudgetOf = (path: string): number => (path === 'print.html' ? WHOLE_BOOK_HTML_BYTES : BUDGET_BYTES.html)

/** The book as it is, and two chapters of full length, whatever the book holds today. */
const books = { 'the book': () => asShipped(diskCheckout(ROOT)), 'the fixture': () => fixtureCheckout() }

describe.each(Object.entries(books))('%s', (_name, checkout) => {
  let site: Site
  let pages: [string, string][]

  beforeAll(async () => {
    site = buildSite(checkout(), await createHighlighter(), await theAssets)
    pages = [...site].filter(([path]) => path.endsWith('.html'))
  })

  it('has a first page, for each chapter a lesson, its tempting fixes and an interview with a page for each question, and pages to look things up', () => {
    const slugs = slugsOf(checkout())
    const ofChapter = (slug: string) => [`${slug}/index.html`, `${slug}/fixes/index.html`, `${slug}/interview.html`]
    expect(slugs.length).toBeGreaterThan(0)
    const inOrder = [
      'index.html',
      ...slugs.flatMap(ofChapter),
      'opening-question.html',
      'loss-paths.html',
      'glossary.html',
      'kafka-and-rocketmq.html',
    ]
    expect(pages.map(([path]) => path).filter((path) => inOrder.includes(path))).toEqual(inOrder)
  })

  it('stays within its budgets, gzipped', () => {
    const bytes = (file: string) => gzipSync(site.get(file) ?? '').length
    const tooBig = pages.flatMap(([path, page]) => {
      const application = APPLICATIONS.find(({ page }) => page.test(path))
      const htmlBytes = application?.html ?? htmlBudgetOf(path)
      const jsBytes = application?.js ?? BUDGET_BYTES.js
      const costs = [
        { what: path, bytes: bytes(path), budget: htmlBytes },
        {
          what: `the style sheets of ${path}`,
          bytes: sum(loadedBy(path, page, '.css').map(bytes)),
          budget: path === 'print.html' ? WHOLE_BOOK_CSS_BYTES : BUDGET_BYTES.css,
        },
        { what: `the scripts of ${path}`, bytes: sum(loadedBy(path, page, '.js').map(bytes)), budget: jsBytes },
      ]
      return costs.filter(({ bytes, budget }) => bytes > budget)
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

  it('loads only its own files, and they are there', () => {
    for (const [path, page] of pages) {
      const elsewhere = ['img', 'iframe', 'source', 'video'].flatMap((tag) => attributesOf(page, tag, 'src'))
      expect(elsewhere, path).toEqual([])
      const files = loadedBy(path, page, '')
      expect(files.filter((file) => /book|icon/.test(file)).sort(), path).toEqual([
        'assets/book.css',
        'assets/book.js',
        'assets/icon.svg',
      ])
      expect(
        files.filter((file) => !site.has(file)),
        path,
      ).toEqual([])
    }
    for (const [path, text] of site) {
      if (path.endsWith('.css')) expect(text, path).not.toMatch(/@import|url\(|https?:/)
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
    expect(walked).toEqual(pages.map(([path]) => path).filter((path) => path !== 'print.html'))
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

  it('lists the fixes in the lesson and on a page, and gives each a page with what it changes, its picture and its question', () => {
    for (const slug of slugsOf(checkout())) {
      const fixes = pages
        .map(([path]) => path)
        .filter((path) => /\/fixes\/(?!index)/.test(path) && path.startsWith(slug))
      const names = fixes.map((path) => posix.basename(path, '.html'))
      const [lesson, list] = [site.get(`${slug}/index.html`) ?? '', site.get(`${slug}/fixes/index.html`) ?? '']
      expect(names.length, slug).toBeGreaterThan(0)
      expect(idsOf(list).filter((id) => id.startsWith('wrong-'))).toEqual(names.map((name) => `wrong-${name}`))
      const section = lesson.slice(lesson.indexOf('<h2 id="tempting-fixes"'))
      const listed = attributesOf(section, 'a', 'href').filter((href) => /^fixes\/(?!index)/.test(href))
      expect(listed, slug).toEqual(names.map((name) => `fixes/${name}.html`))
      for (const path of fixes) {
        const page = site.get(path) ?? ''
        expect(page.match(/class="code changes"/g), path).toHaveLength(1)
        expect(page, path).toContain('<svg class="picture scene')
        const links = attributesOf(page, 'a', 'href')
        expect(
          links.some((href) => href.startsWith('../interview.html')),
          path,
        ).toBe(true)
      }
    }
  })

  it('shows red beside green in each lesson, after the way of an order', () => {
    for (const slug of slugsOf(checkout())) {
      const lesson = site.get(`${slug}/index.html`) ?? ''
      const pictures = [...lesson.matchAll(/<svg class="picture (\w+)(?: (\w+))?"/g)]
      expect(
        pictures.slice(0, 3).map(([, kind, outcome]) => outcome ?? kind),
        slug,
      ).toEqual(['journey', 'broken', 'kept'])
    }
  })
})

/** The files that a page loads, by their path in the site and in order; those with one ending. */
function loadedBy(path: string, page: string, end: string): string[] {
  const addresses = [...attributesOf(page, 'link', 'href'), ...attributesOf(page, 'script', 'src')]
  return addresses.map((address) => posix.join(posix.dirname(path), address)).filter((file) => file.endsWith(end))
}

/** The chapters of a checkout, in order. */
const slugsOf = (checkout: Checkout): string[] => checkout.list('chapters').filter((name) => /^\d\d-/.test(name))

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)
