import { get } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LiveShelf, type News } from '../../site/live-shelf.ts'
import { type Served, serve } from '../../site/serve.ts'
import { readVerdicts } from '../../site/verdicts.ts'
import { fixtureCheckout } from './fixture.ts'

const ANY_PORT = 41_521
const page = (text: string) => `<head></head><body>${text}</body>`

describe('the live shelf', () => {
  let shelf: LiveShelf
  let served: Served
  let news: AsyncGenerator<News>

  beforeEach(async () => {
    shelf = new LiveShelf((slug) => `the picture of ${slug}`)
    shelf.show(site('one', 'two'))
    served = await serve(shelf, ANY_PORT)
    news = await listen(served)
    expect(await next(news)).toMatchObject({ kind: 'edition' })
  })
  afterEach(async () => {
    served.close()
    await news.return(undefined)
  })

  it('tells which pages have changed, and shows them with the script that listens', async () => {
    shelf.show(site('one', 'TWO'))
    expect(await next(news)).toEqual({ kind: 'pages', paths: ['two.html'] })
    expect(shelf.read('two.html')).toContain('TWO')
    expect(shelf.read('two.html')).toMatch(
      /<script defer src="\/assets\/live.js" data-edition="[\w-]+"><\/script>\n<\/head>/,
    )
  })

  it('says nothing when nothing has changed', async () => {
    shelf.show(site('one', 'two'))
    shelf.show(site('ONE', 'two'))
    expect(await next(news)).toEqual({ kind: 'pages', paths: ['one.html'] })
  })

  it('changes all pages with their style sheet', async () => {
    shelf.show(site('one', 'two', 'p { color: red }'))
    expect(await next(news)).toEqual({ kind: 'pages', paths: ['one.html', 'two.html'] })
  })

  it('keeps the last good pages when the content breaks, also for who comes later, and says when it is mended', async () => {
    shelf.complain('lesson.md:7: broken.')
    const broken = { kind: 'broken', message: 'lesson.md:7: broken.' }
    expect(await next(news)).toEqual(broken)
    const late = await listen(served)
    expect(await next(late)).toMatchObject({ kind: 'edition' })
    expect(await next(late)).toEqual(broken)
    expect(shelf.read('one.html')).toContain('one')
    shelf.show(site('one', 'two'))
    expect(await next(news)).toEqual({ kind: 'pages', paths: [] })
    await late.return(undefined)
  })

  it('tells a new verdict, and shows its picture for judged chapters only', async () => {
    shelf.judged(readVerdicts(runs('01-auto-ack', 'exercises/01-auto-ack/warehouse.ts')), ['01-auto-ack'])
    expect(await next(news)).toEqual({ kind: 'verdict', slug: '01-auto-ack' })
    expect(shelf.read('live/runs/01-auto-ack/report.html')).toBe('the picture of 01-auto-ack')
    expect(shelf.read('live/runs/02-ack-timing/report.html')).toBeUndefined()
    expect(shelf.read('live/runs/../report.html')).toBeUndefined()
    expect(JSON.parse(shelf.read('live/verdicts.json') ?? '')).toMatchObject([{ slug: '01-auto-ack', passed: false }])
  })
})

describe('the verdicts', () => {
  it('are those of the reader, and say what was lost', () => {
    const [verdict] = readVerdicts(runs('01-auto-ack', 'exercises/01-auto-ack/warehouse.ts'))
    expect(verdict).toMatchObject({ slug: '01-auto-ack', passed: false, title: 'LOST_ON_CONSUMER_CRASH' })
    expect(verdict?.panel).toContain('<dt>lost</dt><dd>13</dd>')
  })

  it('leave out other files, and what is half written', () => {
    expect(readVerdicts(runs('01-auto-ack', 'solutions/01-auto-ack/warehouse.ts'))).toEqual([])
    expect(readVerdicts({ list: () => ['01-auto-ack'], read: () => '{"chapter": "01-' })).toEqual([])
    expect(readVerdicts({ list: () => ['live', '01-auto-ack'], read: () => undefined })).toEqual([])
  })
})

function site(one: string, two: string, style = 'p {}'): Map<string, string> {
  return new Map([
    ['one.html', page(one)],
    ['two.html', page(two)],
    ['assets/book.css', style],
  ])
}

/** A `.runs` folder that holds the run of one candidate. */
function runs(slug: string, candidate: string) {
  const { exercise } = JSON.parse(fixtureCheckout().read(`chapters/${slug}/recorded.json`) ?? '')
  const files = new Map([[`${slug}/report.json`, JSON.stringify({ ...exercise, candidate })]])
  return { list: () => [slug], read: (path: string) => files.get(path) }
}

/** Opens the stream of news, and is ready for the first. */
async function listen({ address }: Served): Promise<AsyncGenerator<News>> {
  const { promise, resolve, reject } = Promise.withResolvers<AsyncGenerator<News>>()
  get(`${address}live/news`, (response) => {
    response.setEncoding('utf8')
    response.once('readable', () => resolve(events(response)))
  }).on('error', reject)
  return promise
}

async function* events(stream: AsyncIterable<string>): AsyncGenerator<News> {
  let text = ''
  for await (const part of stream) {
    text += part
    const whole = text.split('\n\n')
    text = whole.pop() ?? ''
    for (const event of whole) if (event.startsWith('data: ')) yield JSON.parse(event.slice(6))
  }
}

async function next(news: AsyncGenerator<News>): Promise<News | undefined> {
  return (await news.next()).value
}
