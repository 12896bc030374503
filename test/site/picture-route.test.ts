import { describe, expect, it } from 'vitest'
import { readBook } from '../../site/book.ts'
import { bookRoute } from '../../site/book-route.ts'
import { diskCheckout } from '../../site/checkout.ts'
import { drawRoute } from '../../site/picture/draw-route.ts'
import { shopRoute } from '../../site/picture/route.ts'
import { ROOT } from '../../site/workshop.ts'
import { attributesOf, readTags } from './html-reader.ts'

const deaths = [
  { at: 'warehouse', how: 'what it holds dies with it', mark: '01', href: 'a.html' },
  { at: 'queue', how: 'it is not on disk yet' },
]
const draw = (route = shopRoute('One way', deaths, ['ack'])) => drawRoute(route, { id: 'way' }).text

describe('the way of an order', () => {
  it('shows every stop in order, every death beside its stop, and the link of each', () => {
    const text = draw()
      .replace(/<title[\s\S]*?<\/title>/, '')
      .replace(/<[^>]+>/g, '')
      .replace(/\s+/g, ' ')
    const inOrder = [
      'customer',
      'order service',
      'exchange',
      'queue, memory',
      'it is not on disk yet',
      'queue, disk',
      'warehouse',
    ]
    const places = [...inOrder, '01 what it holds dies with it', 'truck'].map((words) => text.indexOf(words))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0)
    expect(attributesOf(draw(), 'a', 'href')).toEqual(['a.html'])
  })

  it('says in words for screen readers what it shows: the deaths, and the answer that nobody waits for', () => {
    const title = /<title id="way-title">(.*)<\/title>/.exec(draw())?.[1]
    for (const { how } of deaths) expect(title).toContain(how)
    expect(title).toContain('nobody waits for the ack')
    expect(draw()).toContain('>no ack<')
  })

  it('is a pure function that the content security policy lets pass, and its tags close', () => {
    expect(draw()).toBe(draw())
    expect(draw()).not.toMatch(/ style=|<script|<style/)
    expect(readTags(draw()).problem).toBeNull()
  })

  it('takes fewer lines when it is wider, and stays inside of its width', () => {
    const heightAt = (width: number) =>
      Number(/viewBox="0 0 \d+ (\d+)"/.exec(drawRoute(shopRoute('', deaths), { id: 'way', width }).text)?.[1])
    expect(heightAt(640)).toBeLessThanOrEqual(heightAt(400))
  })

  it('shows every death of the book, with a link for those whose chapter is written', () => {
    const { contents, chapters } = readBook(diskCheckout(ROOT))
    const route = bookRoute(contents, (slug) => `${slug}/index.html`)
    const shown = route.stops.flatMap(({ deaths }) => deaths)
    const linked = new Set(shown.flatMap(({ href }) => href ?? []))
    expect(linked).toEqual(new Set(chapters.map(({ slug }) => `${slug}/index.html`)))
    expect(shown.length).toBeGreaterThan(linked.size)
  })
})
