import { get } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LiveShelf, type News } from '../../site/live-shelf.ts'
import { type Served, serve } from '../../site/serve.ts'
import { readStanding } from '../../site/verdicts.ts'
import { fixtureCheckout } from './fixture.ts'

const ANY_PORT = 41_521
const page = (text: string) => `<head></head><body>${text}</body>`

describe('the live shelf', () => {
  let shelf: LiveShelf
  let served: Served
  let news: AsyncGenerator<News>

  beforeEach(async () => {
    shelf = new LiveShelf((slug) => `<style>p {}</style>the run of ${slug}<script>go()</script>`)
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

  it('lets the page of a run bring its own script and style, by their hashes', () => {
    shelf.judged(readStanding(runs('01-auto-ack', 'exercises/01-auto-ack/warehouse.ts'), nothing))
    const policy = shelf.policy('live/runs/01-auto-ack/report.html')
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]+'; style-src 'self' 'sha256-[\w+/=]+';/)
    expect(policy).not.toContain('unsafe')
    expect(shelf.policy('one.html')).toBeUndefined()
  })

  it('tells a new verdict, and shows its picture for judged chapters only', async () => {
    shelf.judged(readStanding(runs('01-auto-ack', 'exercises/01-auto-ack/warehouse.ts'), nothing), ['01-auto-ack'])
    expect(await next(news)).toEqual({ kind: 'verdict', slug: '01-auto-ack' })
    expect(shelf.read('live/runs/01-auto-ack/report.html')).toContain('the run of 01-auto-ack')
    expect(shelf.read('live/runs/02-ack-timing/report.html')).toBeUndefined()
    expect(shelf.read('live/runs/../report.html')).toBeUndefined()
    expect(JSON.parse(shelf.read('live/standing.json') ?? '')).toMatchObject({
      passed: [],
      verdicts: [{ slug: '01-auto-ack', passes: false }],
    })
  })
})

describe('where the reader stands', () => {
  const own = 'exercises/01-auto-ack/warehouse.ts'

  it('is what the judge said of their own file: the code, what was lost, and the picture', () => {
    const { verdicts, passed } = readStanding(runs('01-auto-ack', own), nothing)
    expect(verdicts).toMatchObject([{ slug: '01-auto-ack', passes: false, title: { en: 'LOST_ON_CONSUMER_CRASH' } }])
    expect(verdicts[0]?.panel.en).toContain('<dt>lost</dt><dd>13</dd>')
    expect(passed).toEqual([])
  })

  it('leaves out other files, and what is half written', () => {
    const none = { verdicts: [], passed: [] }
    expect(readStanding(runs('01-auto-ack', 'solutions/01-auto-ack/warehouse.ts'), nothing)).toEqual(none)
    expect(readStanding({ list: () => ['01-auto-ack'], read: () => '{"chapter": "01-' }, nothing)).toEqual(none)
    expect(readStanding({ list: () => ['live', '01-auto-ack'], read: () => undefined }, nothing)).toEqual(none)
    expect(readStanding(nothing, { ...nothing, read: () => '{' })).toEqual(none)
  })

  it('keeps what was passed before, whatever the last run says', () => {
    const progress = { chapters: { '01-auto-ack': { status: 'passed' }, '02-ack-timing': { status: 'failed' } } }
    const checkout = {
      ...nothing,
      read: (path: string) => (path === 'progress.json' ? JSON.stringify(progress) : undefined),
    }
    const { verdicts, passed } = readStanding(runs('01-auto-ack', own), checkout)
    expect(verdicts[0]?.passes).toBe(false)
    expect(passed).toEqual(['01-auto-ack'])
  })
})

const nothing = { list: () => [], read: () => undefined }

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
