import { beforeAll, describe, expect, it } from 'vitest'
import { buildSite } from '../../site/build.ts'
import { createHighlighter } from '../../site/highlight.ts'
import { fixtureCheckout, theAssets } from './fixture.ts'

describe('the page of the opening question', () => {
  let page = ''

  beforeAll(async () => {
    page = buildSite(fixtureCheckout(), await createHighlighter(), await theAssets).get('opening-question.html') ?? ''
  })

  it('keeps every answer folded until it is asked for', () => {
    const folded = [...page.matchAll(/<details class="asked">([\s\S]*?)<\/details>/g)].map(([, text = '']) => text)
    expect(folded).toHaveLength(3)
    expect(folded[1]).toContain('<summary>Two minutes from a middle</summary>')
    expect(folded[1]).toContain('after the confirm.')
    expect(page.replaceAll(/<details class="asked">[\s\S]*?<\/details>/g, '')).not.toContain('after the confirm.')
  })

  it('draws what is said at its stop of the way, as a link to what is asked next', () => {
    const [, warehouse = ''] =
      /<g class="stop memory">(?:(?!<g class="stop)[\s\S])*?in its hands([\s\S]*?)<\/g>/.exec(page) ?? []
    expect(warehouse).toContain('<a class="said" href="#manual-ack">')
    expect(page).toContain('<h3 id="manual-ack">')
    expect(page).toContain('When exactly do you ack?')
  })

  it('leads to the chains', () => {
    expect(page).toContain('href="01-auto-ack/interview/consumer-loss.html"')
    expect(page).toContain('href="02-ack-timing/interview/when-to-ack.html"')
  })

  it('says what makes them stop listening', () => {
    expect(page).toContain('<b>“It is 100 % safe.”</b>')
  })
})
