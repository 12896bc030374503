import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { LiveShelf } from '../../../site/live-shelf.ts'
import { serve } from '../../../site/serve.ts'
import { readVerdicts } from '../../../site/verdicts.ts'
import { fixtureCheckout } from '../fixture.ts'
import { describeInBrowser, readerTest } from './harness.ts'
import { askAxe, type Reader, views } from './reader.ts'

const MOCK = 'mock-interview.html'
const MONDAY = new Date('2026-11-23T09:00:00')
const ANY_PORT = 41_821

/** Opens the mock interview on a Monday at nine, and chooses 15 minutes with the seed "amber". */
async function choose(reader: Reader, address = reader.site.served): Promise<Page> {
  const page = await reader.open()
  await page.clock.setFixedTime(MONDAY)
  return chooseIn(page, address)
}

/** The same, where the clock and its timers move only when they are told to. */
async function chooseOnStoppedClock(reader: Reader): Promise<Page> {
  const page = await reader.open()
  await page.clock.install({ time: MONDAY.getTime() - 3_600_000 })
  await page.clock.pauseAt(MONDAY)
  return chooseIn(page, reader.site.served)
}

async function chooseIn(page: Page, address: string): Promise<Page> {
  await page.goto(address + MOCK)
  await page.getByLabel('15 minutes').check()
  await page.getByLabel('Seed').fill('amber')
  return page
}

const start = (page: Page) => page.getByRole('button', { name: 'Start the interview' }).click()
const asked = (page: Page) => page.locator('.asked-now').innerText()

async function answer(page: Page, grade: string, said = ''): Promise<void> {
  if (said) await page.getByLabel('Your own words').fill(said)
  await page.getByRole('button', { name: 'I have answered' }).click()
  await page.getByRole('button', { name: grade, exact: true }).click()
}

describeInBrowser('a mock interview', () => {
  readerTest(
    'is held from the first question to the debrief, and what was weak comes back tomorrow',
    async (reader) => {
      const page = await chooseOnStoppedClock(reader)
      await start(page)
      await page.getByText('Question 1 of').waitFor()
      const first = await asked(page)
      await page.clock.runFor(90_000)
      expect(await page.getByRole('timer').textContent()).toBe('Time left 13:30')
      expect(await page.locator('.stage .answer').count()).toBe(0)
      await answer(page, 'With gaps', 'All that was <b>pushed</b>.')
      await page.getByText('follow-up 1').waitFor()
      await page.getByRole('button', { name: 'Skip' }).click()
      await page.getByText('follow-up 2').waitFor()
      await page.reload() // goes on where it was
      await page.getByText('follow-up 2').waitFor()
      while ((await page.locator('.kicker').last().innerText()).toLowerCase().startsWith('question 1'))
        await answer(page, 'Solid')
      const second = await asked(page)
      await page.getByRole('button', { name: 'Skip' }).click()
      await page.clock.runFor(14 * 60_000)
      const end = page.getByRole('button', { name: 'End the interview' })
      if (await end.isVisible()) {
        await page.getByText('The time is over.').waitFor()
        await end.click()
      }

      await page.getByRole('heading', { name: 'Debrief' }).waitFor()
      const weak = page.locator('article.weak')
      expect(await weak.locator('h4').allInnerTexts()).toEqual([second, first])
      const ofFirst = weak.filter({ hasText: first })
      expect(await ofFirst.locator('.step-grade .grade').allInnerTexts()).toEqual(['with gaps', 'skipped'])
      await ofFirst.getByText('You said All that was <b>pushed</b>.').waitFor()
      const links = await ofFirst.locator('.see a').evaluateAll((all) => all.map((link) => link.getAttribute('href')))
      expect(links).toHaveLength(3)
      const index = page.url()
      await page.goto(`${reader.site.served}due-today.html`)
      await page.getByText('tomorrow, Tuesday, November 24').waitFor()
      expect(await page.locator('.week tr', { hasText: 'tomorrow' }).locator('td').innerText()).toBe('1')
      await page.goto(index)
      await page.getByRole('heading', { name: 'Debrief' }).waitFor()
    },
  )

  readerTest('is the same for a friend: the sheet asks the same questions, with what to listen for', async (reader) => {
    const page = await choose(reader)
    await page.getByRole('button', { name: 'Open the interviewer’s sheet' }).click()
    await page.getByRole('heading', { name: 'The interviewer’s sheet' }).waitFor()
    const titles = page.locator('.asked-by-friend > h3')
    const onSheet = (await titles.allInnerTexts()).map((title) => title.replace(/^\d+\. /, ''))
    const friend = await reader.open(page.url()) // another browser, by the link
    expect((await friend.locator('.asked-by-friend > h3').allInnerTexts()).length).toBe(onSheet.length)
    await friend.getByRole('button', { name: 'Back to the choices' }).click()
    await start(friend)
    const held: string[] = []
    for (let index = 0; index < onSheet.length; index += 1) {
      held.push(await asked(friend))
      await friend.getByRole('button', { name: 'Skip' }).click()
    }
    expect(held).toEqual(onSheet)

    const row = page.locator('.score tbody tr').first()
    await page.locator('.asked-by-friend').first().getByRole('checkbox').first().check()
    await expect.poll(() => row.locator('td').first().innerText()).toMatch(/^1 of \d$/)
    expect(await page.locator('.asked-by-friend').first().getByRole('checkbox').count()).toBeGreaterThan(5)
  })

  readerTest('says when a link is of another edition, or holds no interview', async (reader) => {
    const page = await choose(reader)
    await page.getByRole('button', { name: 'Open the interviewer’s sheet' }).click()
    await page.getByRole('heading', { name: 'The interviewer’s sheet' }).waitFor()
    const url = page.url()
    await page.goto('about:blank')
    await page.goto(url.replace(/edition=\w+/, 'edition=0'))
    await page.getByText('have changed since this link was made').waitFor()
    await page.goto('about:blank')
    await page.goto(`${reader.site.served}${MOCK}#minutes=99`)
    await page.getByText('This link holds no interview').waitFor()
  })

  readerTest('wants a chapter', async (reader) => {
    const page = await choose(reader)
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck()
    await start(page)
    await page.getByRole('alert').getByText('Choose at least one chapter.').waitFor()
  })

  readerTest('can be held with the keyboard alone, and each question is read out', async (reader) => {
    const page = await choose(reader)
    await page.getByLabel('Seed').press('Enter')
    const focused = () => page.evaluate(() => document.activeElement?.className ?? '')
    const press = async (name: string) => {
      const wanted = () => page.evaluate(() => document.activeElement?.textContent)
      for (let presses = 0; presses < 20 && (await wanted()) !== name; presses += 1) await page.keyboard.press('Tab')
      expect(await wanted()).toBe(name)
      await page.keyboard.press('Enter')
    }
    await expect.poll(focused).toBe('asked-now')
    await press('I have answered')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Compare')
    await press('Missed it')
    await expect.poll(focused).toBe('asked-now')
    await press('End the interview')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Debrief')
  })

  readerTest('needs a script, and says what to do without one', async (reader) => {
    const page = await reader.open(MOCK, { javaScript: false })
    await page.getByText('This page needs a script').waitFor()
    expect(await page.locator('#mock a').count()).toBeGreaterThan(1)
  })

  readerTest(
    'works from a folder, and prints the sheet and the debrief without the rest of the page',
    async (reader) => {
      const page = await choose(reader, reader.site.folder)
      await page.getByRole('button', { name: 'Open the interviewer’s sheet' }).click()
      await page.getByRole('heading', { name: 'The interviewer’s sheet' }).waitFor()
      await page.emulateMedia({ media: 'print' })
      for (const hidden of ['.bar', '#contents', '.turner', '.label', '.mock button']) {
        expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false)
      }
      expect(await page.locator('.asked-by-friend .answer:visible').count()).toBeGreaterThan(5)
    },
  )

  readerTest('axe finds nothing at any moment of it, and it fits a phone', async (reader) => {
    const page = await choose(reader)
    const look = async (moment: string) => {
      for (const view of views) {
        await reader.look(page, view)
        expect((await askAxe(page)).found, `${moment} in ${view.light}, ${view.width} px wide`).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth), moment).toBeLessThanOrEqual(view.width)
      }
    }
    await look('the choices')
    await page.getByRole('button', { name: 'Open the interviewer’s sheet' }).click()
    await page.getByRole('heading', { name: 'The interviewer’s sheet' }).waitFor()
    await look('the sheet')
    await page.getByRole('button', { name: 'Back to the choices' }).click()
    await start(page)
    await look('the question')
    await page.getByLabel('Your own words').fill('All of them.')
    await page.getByRole('button', { name: 'I have answered' }).click()
    await look('the answer')
    await page.getByRole('button', { name: 'Missed it' }).click()
    await page.getByRole('button', { name: 'End the interview' }).click()
    await page.getByRole('heading', { name: 'Debrief' }).waitFor()
    await look('the debrief')
  })
})

describeInBrowser('the reader’s own run', () => {
  readerTest(
    'takes the place of the recorded one while the book is served, and stands in the debrief',
    async (reader) => {
      const shelf = new LiveShelf(() => undefined)
      shelf.show(reader.site.site)
      const { address, close } = await serve(shelf, ANY_PORT)
      const own = 'Your own run: 13 of your 20 orders were lost here, and none after your fix.'
      const runs = JSON.parse(fixtureCheckout().read('chapters/01-auto-ack/recorded.json') ?? '')
      const kept: Record<string, unknown> = {
        '01-auto-ack/own-fail.json': { ...runs.exercise, candidate: 'exercises/01-auto-ack/warehouse.ts' },
        '01-auto-ack/own-pass.json': { ...runs.solution, candidate: 'exercises/01-auto-ack/warehouse.ts' },
      }
      const page = await reader.open(`${address}01-auto-ack/interview/consumer-loss.html`)
      await expect.poll(() => shelf.listeners).toBe(1)
      await page.getByText('In our recorded run').waitFor()
      const read = (path: string) => (path in kept ? JSON.stringify(kept[path]) : undefined)
      shelf.judged({ passed: [], verdicts: readVerdicts({ list: () => ['01-auto-ack'], read }) }, ['01-auto-ack'])
      await page.getByText(own).waitFor()

      const mock = await choose(reader, address)
      for (const box of (await mock.getByRole('checkbox').all()).slice(1)) await box.uncheck()
      await start(mock)
      await mock.getByRole('button', { name: 'I have answered' }).click()
      await mock.locator('.stage').getByText(own).waitFor()
      await mock.getByRole('button', { name: 'Missed it' }).click()
      await mock.getByRole('button', { name: 'End the interview' }).click()
      await mock.locator('article.weak').getByText(own).waitFor()
      close()
    },
  )
})
