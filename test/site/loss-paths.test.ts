import { beforeAll, describe, expect, it } from 'vitest'
import { type Book, readBook } from '../../site/book.ts'
import { diskCheckout } from '../../site/checkout.ts'
import { asShipped } from '../../site/shipped.ts'
import { ROOT } from '../../site/workshop.ts'

describe('the map of loss paths', () => {
  let book: Book

  beforeAll(() => {
    book = readBook(asShipped(diskCheckout(ROOT)))
  })

  it('has all the ways that were found, counted through by who loses the message', () => {
    const ids = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`)
    expect(book.paths.map(({ id }) => id)).toEqual([...ids('P', 20), ...ids('B', 23), ...ids('C', 24)])
  })

  it('is treated by every written chapter, and by every planned one but the last examination', () => {
    const treated = new Set(book.paths.map(({ entry }) => entry?.slug))
    const left = book.contents.map(({ slug }) => slug).filter((slug) => !treated.has(slug))
    expect(left).toEqual(['14-chaos'])
  })
})
