import { beforeAll, describe, expect, it } from 'vitest'
import { buildSite, type Site } from '../../site/build.ts'
import { createHighlighter } from '../../site/highlight.ts'
import { fixtureCheckout, theAssets } from './fixture.ts'

const RECORDED = 'chapters/01-auto-ack/recorded.json'

/** The words of the first piece of a page that begins and ends so. */
function wordsOf(page: string, begin: string, end: string): string {
  const from = page.indexOf(begin)
  expect(from, `the page has ${begin}`).not.toBe(-1)
  const piece = page.slice(from, page.indexOf(end, from))
  return piece
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

describe('the tempting fixes', () => {
  let site: Site
  const page = (path: string) => site.get(`01-auto-ack/${path}`) ?? ''

  beforeAll(async () => {
    // One that loses many, one that loses one, and one that passes: a code is not always there.
    const passes = (text: string) => {
      const runs = JSON.parse(text)
      runs.wrong['prefetch-only'] = { ...runs.solution, candidate: runs.wrong['prefetch-only'].candidate }
      return JSON.stringify(runs)
    }
    site = buildSite(fixtureCheckout({ [RECORDED]: passes }), await createHighlighter(), await theAssets)
  })

  it('are a list in the lesson: name, story, what it earned and lost', () => {
    const list = page('index.html').slice(page('index.html').indexOf('<ul class="fixes">'))
    const items = list.slice(0, list.indexOf('</ul>')).split('</li>').slice(0, -1)
    expect(items.map((item) => wordsOf(`${item}</li>`, '<li>', '</li>'))).toEqual([
      'Ack on receipt Settles the order the moment it arrives, “so that it is never delivered twice”. LOST_ON_CONSUMER_CRASH 13 orders lost',
      'Ack in finally Acknowledges in finally, “so that no order stays unacked”. LOST_ON_CONSUMER_CRASH 1 order lost',
      'Prefetch only Takes one order at a time. Automatic acknowledgement ignores the prefetch. Pass no order lost',
    ])
  })

  it('are told on their own page, each with what it earned', () => {
    const fix = page('fixes/index.html').slice(page('fixes/index.html').indexOf('<section class="fix"'))
    expect(wordsOf(fix, '<h2 id="wrong-ack-on-receipt">', '</h2>')).toBe('Ack on receipt')
    expect(wordsOf(fix, '<p class="stamp">', '</p>')).toBe('Fail LOST_ON_CONSUMER_CRASH')
    expect(wordsOf(fix, '<dl class="ledger">', '</dl>')).toContain('lost13')
  })

  it('have a page each: what it changes, its picture, and the question that it answers', () => {
    const fix = page('fixes/ack-on-receipt.html')
    expect(wordsOf(fix, '<h1>', '</h1>')).toBe('Ack on receipt')
    expect(wordsOf(fix, '<figcaption>', '</figcaption>')).toBe(
      'test/01-auto-ack/wrong/ack-on-receipt.ts compared with exercises/01-auto-ack/warehouse.ts',
    )
    expect(fix).toContain('<svg class="picture scene broken"')
    expect(fix.slice(fix.indexOf('id="question"'))).toMatch(/<li><a href="\.\.\/interview\/[\w-]+\.html">/)
  })

  it('are where the evidence of an interview leads', () => {
    expect(page('interview/consumer-loss.html')).toContain('<a href="../fixes/index.html#wrong-prefetch-only">')
    expect(page('interview/consumer-loss.html')).toContain('<a href="../index.html#what-the-judge-does">')
  })

  it('lead back to the files of the book from one folder deeper', () => {
    expect(page('fixes/index.html')).toContain('<link rel="stylesheet" href="../../assets/book.css">')
    expect(page('fixes/index.html')).toContain('<a rel="prev" href="../index.html">')
    expect(page('fixes/index.html')).toContain('<a rel="next" href="ack-on-receipt.html">')
    expect(page('fixes/prefetch-only.html')).toContain('<a rel="next" href="../interview.html">')
  })
})
