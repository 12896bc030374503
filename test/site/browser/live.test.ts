import type { Route } from 'playwright-core'
import { expect } from 'vitest'
import type { Site } from '../../../site/build.ts'
import { LiveShelf } from '../../../site/live-shelf.ts'
import { serve } from '../../../site/serve.ts'
import { readStanding } from '../../../site/verdicts.ts'
import { fixtureCheckout } from '../fixture.ts'
import { describeInBrowser, readerTest } from './harness.ts'

const ANY_PORT = 41_621
const LESSON = '01-auto-ack/index.html'

describeInBrowser('a page that is open while somebody works', () => {
  readerTest('shows a change by itself, and keeps what was unfolded', async (reader) => {
    const { shelf, address, close } = await open(reader.site.site)
    const page = await reader.open(`${address}${LESSON}`)
    await expect.poll(() => shelf.listeners).toBe(1)
    await page.locator('summary').first().click()
    shelf.show(changed(reader.site.site, LESSON, 'The question</h2>', 'The question, anew</h2>'))
    await page.getByRole('heading', { name: 'The question, anew' }).waitFor()
    expect(await page.locator('details').first().getAttribute('open')).toBe('')
    close()
  })

  readerTest('comes up to date when it was loaded before a change, and listens after it', async (reader) => {
    const { shelf, address, close } = await open(reader.site.site)
    const page = await reader.open()
    const late = async (route: Route) => {
      shelf.show(changed(reader.site.site, LESSON, 'The question</h2>', 'The question, anew</h2>'))
      await route.continue()
    }
    await page.route('**/live/news', late, { times: 1 })
    await page.goto(`${address}${LESSON}`)
    await page.getByRole('heading', { name: 'The question, anew' }).waitFor()
    close()
  })

  readerTest('says that the content is broken, and that it is mended', async (reader) => {
    const { shelf, address, close } = await open(reader.site.site)
    const page = await reader.open(`${address}${LESSON}`)
    await expect.poll(() => shelf.listeners).toBe(1)
    shelf.complain('chapters/01-auto-ack/lesson.md:7: the file is odd.')
    await page.getByRole('status').getByText('lesson.md:7: the file is odd.').waitFor()
    shelf.show(reader.site.site)
    await page.getByText('the file is odd').waitFor({ state: 'detached' })
    close()
  })

  readerTest('shows the new verdict in its chapter, and marks a passed one in every list', async (reader) => {
    const { shelf, address, close } = await open(reader.site.site)
    const page = await reader.open(`${address}${LESSON}`)
    await expect.poll(() => shelf.listeners).toBe(1)
    shelf.judged(standing('exercise'), ['01-auto-ack'])
    const panel = page.locator('#your-verdict')
    await panel.getByText('LOST_ON_CONSUMER_CRASH').waitFor()
    expect(await panel.locator('.lost dd').textContent()).toBe('13')
    await page.getByRole('status').getByRole('link').click()
    expect(new URL(page.url()).hash).toBe('#your-verdict')
    shelf.judged(standing('solution'), ['01-auto-ack'])
    await panel.getByText('Pass', { exact: true }).waitFor()
    expect(await page.locator('#contents .passed').count()).toBe(1)
    await page.goto(address)
    await page.locator('.packing .passed').waitFor()
    close()
  })
})

async function open(site: Site) {
  const shelf = new LiveShelf(() => undefined)
  shelf.show(site)
  const { address, close } = await serve(shelf, ANY_PORT)
  return { shelf, address, close }
}

function changed(site: Site, path: string, from: string, to: string): Site {
  const text = site.get(path) ?? ''
  expect(text).toContain(from)
  return new Map([...site, [path, text.replace(from, to)]])
}

/** The fixture's run of an answer, as the reader's own. */
function standing(run: 'exercise' | 'solution') {
  const runs = JSON.parse(fixtureCheckout().read('chapters/01-auto-ack/recorded.json') ?? '')
  const report = { ...runs[run], candidate: 'exercises/01-auto-ack/warehouse.ts' }
  const runFolder = {
    list: () => ['01-auto-ack'],
    read: (path: string) => (path === '01-auto-ack/report.json' ? JSON.stringify(report) : undefined),
  }
  return readStanding(runFolder, { list: () => [], read: () => undefined })
}
