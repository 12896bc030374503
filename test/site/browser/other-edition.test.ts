import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { buildSite, type Site } from '../../../site/build.ts'
import { createHighlighter } from '../../../site/highlight.ts'
import { LiveShelf } from '../../../site/live-shelf.ts'
import { serve } from '../../../site/serve.ts'
import { english } from '../../../site/texts.ts'
import { readStanding } from '../../../site/verdicts.ts'
import { fixtureCheckout, theAssets } from '../fixture.ts'
import { shownIn } from '../html-reader.ts'
import { bilingual, leftInEnglish, MARK, marked } from '../two-languages.ts'
import { describeInBrowser, readerTest } from './harness.ts'
import type { Reader } from './reader.ts'

const ANY_PORT = 41_921
const { practise, due, mock, live } = marked.scripts
const checkout = bilingual()
let built: Promise<Site> | null = null

/** The fixture in two languages, while somebody works; every word of the second one has a mark. */
async function openBoth() {
  built ??= Promise.all([createHighlighter(), theAssets]).then(([highlighter, assets]) =>
    buildSite(checkout, highlighter, assets, [english, marked]),
  )
  const shelf = new LiveShelf(() => undefined)
  shelf.show(await built)
  return { shelf, ...(await serve(shelf, ANY_PORT)) }
}

/** Nothing that the page says at this moment is English, but what its authors have written. */
async function expectNoEnglish(page: Page, moment: string): Promise<void> {
  const html = await page.evaluate(() => document.documentElement.outerHTML)
  expect(leftInEnglish(shownIn(html), checkout), moment).toEqual([])
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function openIn(reader: Reader, address: string): Promise<Page> {
  const page = await reader.open()
  await page.clock.setFixedTime(new Date('2026-11-23T09:00:00'))
  await page.goto(address)
  return page
}

describeInBrowser('the scripts of an edition in another language', () => {
  readerTest('practise a question in it, and say what is due', async (reader) => {
    const { address, close } = await openBoth()
    const page = await openIn(reader, `${address}zh/01-auto-ack/interview/consumer-loss.html`)
    await expectNoEnglish(page, 'before the practice')
    await press(page, practise.start)
    await page.getByLabel(practise.wordsOn[0] ?? '').fill('一')
    await expectNoEnglish(page, 'the question')
    const toGrade = page.getByRole('button', { name: practise.toGrade })
    const next = page.getByRole('button', { name: practise.next })
    for (let step = 0; step < 9 && !(await toGrade.isVisible()); step += 1) {
      if (await next.isVisible()) await next.click()
      await press(page, practise.reveal)
      await next.or(toGrade).waitFor()
      await expectNoEnglish(page, `answer ${step}`)
    }
    await toGrade.click()
    await expectNoEnglish(page, 'the grades')
    await page.getByRole('button', { name: practise.grades.missed }).click()
    await page.getByText(practise.kept[1] ?? '').waitFor()
    await expectNoEnglish(page, 'kept')

    await page.clock.setFixedTime(new Date('2026-11-25T09:00:00'))
    await page.goto(`${address}zh/due-today.html`)
    await page
      .getByText(due.since[1] ?? '')
      .first()
      .waitFor()
    await expectNoEnglish(page, 'what is due')
    await press(page, due.export)
    await expectNoEnglish(page, 'exported')
    for (const text of ['{', JSON.stringify({ version: 1, repetitions: {}, words: {}, interviews: [] })]) {
      await page
        .getByLabel(due.import)
        .setInputFiles({ name: '7', mimeType: 'application/json', buffer: Buffer.from(text) })
      await page.locator('.said', { hasText: MARK }).waitFor()
      await expectNoEnglish(page, `imported: ${text}`)
    }
    await page.evaluate(() => localStorage.setItem('zero-loss.practice', '{'))
    await page.reload()
    await page.getByRole('alert').waitFor()
    await expectNoEnglish(page, 'a store that can’t be read')
    close()
  })

  readerTest('hold an interview in it, from the choices to the debrief, and print the sheet', async (reader) => {
    const { address, close } = await openBoth()
    const page = await openIn(reader, `${address}zh/mock-interview.html`)
    await page.getByText(mock.setUp).waitFor()
    await expectNoEnglish(page, 'the choices')
    await press(page, mock.friend)
    await page.getByText(mock.sheet.title).waitFor()
    await expectNoEnglish(page, 'the sheet')
    await press(page, mock.sheet.back)
    await press(page, mock.start)
    await page.locator('.asked-now').waitFor()
    await expectNoEnglish(page, 'the question')
    await press(page, mock.answered)
    await expectNoEnglish(page, 'the answer')
    await press(page, practise.grades.missed)
    await page.clock.setFixedTime(new Date('2026-11-23T12:00:00'))
    await page.reload()
    await page.getByText(mock.timeOver).waitFor()
    await expectNoEnglish(page, 'the time is over')
    await press(page, mock.skip)
    await press(page, mock.end)
    await page.getByText(mock.debrief.title, { exact: true }).waitFor()
    await expectNoEnglish(page, 'the debrief')
    await press(page, mock.debrief.new)
    await page.getByText(mock.earlier).waitFor()
    await expectNoEnglish(page, 'an earlier interview')
    await page.goto(`${address}zh/mock-interview.html#odd`)
    await page.getByText(mock.badLink).waitFor()
    await expectNoEnglish(page, 'a broken link')
    close()
  })

  readerTest('search, filter the map and tell the news in it', async (reader) => {
    const { shelf, address, close } = await openBoth()
    const page = await openIn(reader, `${address}zh/loss-paths.html`)
    await page.getByLabel(marked.map.search).fill('xylophone')
    await expectNoEnglish(page, 'an empty map')
    await page.locator('.bar .find').click()
    await page.locator('dialog.search input').fill('confirm')
    await page.locator('dialog.search li').first().waitFor()
    await page.evaluate(() => document.querySelector('dialog.search ol')?.replaceChildren()) // pieces of pages
    await expectNoEnglish(page, 'results')
    await page.locator('dialog.search input').fill('xylophone')
    await page.getByText(marked.search.none).waitFor()
    await expectNoEnglish(page, 'no results')
    await page.goto(`${address}zh/01-auto-ack/index.html`)
    await expect.poll(() => shelf.listeners).toBe(1)
    shelf.complain('lesson.md:7: 七')
    await page.getByText(live.broken).waitFor()
    shelf.judged(ownRun('exercise'), ['01-auto-ack'])
    await page.locator('#your-verdict').waitFor()
    await page.getByText(live.look).waitFor()
    await page.evaluate(() => document.querySelector('.broken-notice code')?.remove())
    await expectNoEnglish(page, 'a verdict')
    shelf.judged(ownRun('solution'), ['01-auto-ack'])
    await page.locator('#contents .passed').waitFor()
    await expectNoEnglish(page, 'a passed chapter')
    await page.goto(`${address}zh/index.html`)
    await expect.poll(() => shelf.listeners).toBe(1)
    shelf.judged(ownRun('exercise'), ['01-auto-ack'])
    await page.getByText(live.look).click()
    expect(new URL(page.url()).pathname).toBe('/zh/01-auto-ack/index.html')
    close()
  })
})

/** The fixture's run of an answer, as the reader's own, told in both languages. */
function ownRun(run: 'exercise' | 'solution') {
  const runs = JSON.parse(fixtureCheckout().read('chapters/01-auto-ack/recorded.json') ?? '')
  const report = { ...runs[run], candidate: 'exercises/01-auto-ack/warehouse.ts' }
  const read = (path: string) => (path === '01-auto-ack/report.json' ? JSON.stringify(report) : undefined)
  return readStanding({ list: () => ['01-auto-ack'], read }, { list: () => [], read: () => undefined }, [
    english,
    marked,
  ])
}
