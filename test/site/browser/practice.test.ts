import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { describeInBrowser, readerTest } from './harness.ts'
import { askAxe, type Reader, views } from './reader.ts'

const QUESTION = '01-auto-ack/interview/consumer-loss.html'
const DUE = 'due-today.html'
const KEY = 'zero-loss.practice'
const MONDAY = new Date('2026-11-23T09:00:00')
const DAY_MS = 86_400_000

/** A page in a browser whose clock stands at a day of that week, 0 is Monday. */
async function openOn(reader: Reader, day: number, path: string): Promise<Page> {
  const page = await reader.open()
  await goOn(page, day, reader.site.served + path)
  return page
}

async function goOn(page: Page, day: number, address: string): Promise<void> {
  await page.clock.setFixedTime(new Date(MONDAY.getTime() + day * DAY_MS))
  await page.goto('about:blank') // also the same address with another # is loaded anew
  await page.goto(address)
}

/** Answers all steps of the question that is open, without a word. */
async function practise(page: Page, grade: 'Missed it' | 'With gaps' | 'Solid'): Promise<void> {
  const begin = page.getByRole('button', { name: /^(Begin|Practise it again)$/ })
  if (await begin.isVisible()) await begin.click()
  const toGrade = page.getByRole('button', { name: 'Judge yourself' })
  const next = page.getByRole('button', { name: 'Next follow-up' })
  while (!(await toGrade.isVisible())) {
    if (await next.isVisible()) await next.click()
    await page.getByRole('button', { name: 'Compare with the answer' }).click()
    await next.or(toGrade).waitFor()
  }
  await toGrade.click()
  await page.getByRole('button', { name: grade }).click()
  await page.getByRole('status').getByText('Kept.').waitFor()
}

describeInBrowser('the practice of a question', () => {
  readerTest('asks the follow-ups one by one, and shows an answer when it is asked for', async (reader) => {
    const page = await openOn(reader, 0, QUESTION)
    const shown = () => page.locator('.step:visible').count()
    const all = await shown()
    await page.getByRole('button', { name: 'Begin' }).click()
    expect(await shown()).toBe(1)
    expect(await page.locator('.rest').isVisible()).toBe(false)
    expect(await page.locator('.step .folded:visible').count()).toBe(0)
    await page.getByLabel('Your own words').fill('Everything that was pushed.')
    await page.getByRole('button', { name: 'Compare with the answer' }).click()
    await page.getByText('Everything that was pushed.').waitFor()
    expect(await page.locator('.step .folded:visible').count()).toBe(1)
    await page.getByRole('button', { name: 'Next follow-up' }).click()
    expect(await shown()).toBe(2)
    await page.reload()
    await practise(page, 'Solid')
    expect(await shown()).toBe(all)
    expect(await page.getByText('Last time you wrote: Everything that was pushed.').count()).toBe(1)
  })

  readerTest('can be done with the keyboard alone, and the focus is always where it goes on', async (reader) => {
    const page = await openOn(reader, 0, QUESTION)
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 80 && (await focused()) !== name; presses += 1) await page.keyboard.press('Tab')
      expect(await focused()).toBe(name)
    }
    await tabTo('Begin')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
    await page.keyboard.type('All of them.')
    await tabTo('Compare with the answer')
    await page.keyboard.press('Space')
    await expect.poll(focused).toBe('Answer in 30 seconds')
    await page.keyboard.press('Tab')
    while ((await focused()) !== 'Judge yourself') {
      await tabTo('Next follow-up')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY')
      await page.keyboard.press('Enter') // a summary opens its own answer too
      const next = page.getByRole('button', { name: /Next follow-up|Judge yourself/ })
      await next.waitFor()
      await tabTo((await next.textContent()) ?? '')
    }
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('How did it go?')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Kept. It comes back tomorrow.')
  })

  readerTest('has a timer that counts, and can be hidden for good', async (reader) => {
    const page = await reader.open()
    await page.clock.install({ time: MONDAY.getTime() - DAY_MS })
    await page.clock.pauseAt(MONDAY)
    await page.goto(reader.site.served + QUESTION)
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.clock.runFor(65_000)
    expect(await page.getByRole('timer').textContent()).toBe('Time on this step 1:05')
    await page.getByRole('button', { name: 'Hide the timer' }).click()
    expect(await page.getByRole('timer').count()).toBe(0)
    await page.reload()
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.getByRole('button', { name: 'Show the timer' }).waitFor()
  })

  readerTest('comes back through a week: a missed one soon, a solid one later each time', async (reader) => {
    const { served, site } = reader.site
    const [first, second, third] = [...site.keys()].filter((path) => path.startsWith('01-auto-ack/interview/'))
    const page = await openOn(reader, 0, first ?? QUESTION)
    await practise(page, 'Missed it')
    await goOn(page, 0, served + second)
    await practise(page, 'With gaps')
    await goOn(page, 0, served + third)
    await practise(page, 'Solid')
    const seen: string[] = []
    for (let day = 0; day < 7; day += 1) {
      await goOn(page, day, served + DUE)
      const due = page.locator('#due-today ol a')
      const names = await due.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
      seen.push(
        `${day}: ${names.map((name) => [first, second, third].indexOf(name.split('#')[0]) + 1).join(' ')}`.trim(),
      )
      for (const name of names) {
        await goOn(page, day, served + name)
        await practise(page, 'Solid')
      }
    }
    expect(seen).toMatchInlineSnapshot(`
      [
        "0:",
        "1: 1",
        "2: 2",
        "3: 3",
        "4: 1",
        "5:",
        "6:",
      ]
    `)
  })

  readerTest('prints what is open, and no answer that nobody asked for', async (reader) => {
    const page = await reader.open(QUESTION)
    await page.locator('.followups summary').first().click()
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await page.emulateMedia({ media: 'print' })
    const heights = await page
      .locator('details.asked')
      .evaluateAll((all) =>
        all.map((details) => details.querySelector('.folded')?.checkVisibility({ contentVisibilityAuto: true })),
      )
    expect(heights.filter((is) => is)).toHaveLength(1)
    expect(await page.locator('.practice').isVisible()).toBe(false)
  })

  readerTest('is a page to read without JavaScript: all is there, and folded', async (reader) => {
    const page = await reader.open(QUESTION, { javaScript: false })
    expect(await page.locator('.practice, .unfold').evaluateAll((all) => all.length)).toBe(2)
    expect(await page.getByRole('button', { name: 'Begin' }).count()).toBe(0)
    expect(await page.locator('.folded:visible').count()).toBe(0)
    await page.getByText('Answer in 30 seconds').click()
    expect(await page.locator('.folded:visible').count()).toBe(1)
  })

  readerTest('axe finds nothing at any moment of it', async (reader) => {
    const page = await openOn(reader, 0, QUESTION)
    const look = async (moment: string) => {
      for (const view of views) {
        await reader.look(page, view)
        expect((await askAxe(page)).found, `${moment} in ${view.light}, ${view.width} px wide`).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth), moment).toBeLessThanOrEqual(view.width)
      }
    }
    await page.getByRole('button', { name: 'Begin' }).click()
    await look('the question')
    await page.getByLabel('Your own words').fill('All of them.')
    await page.getByRole('button', { name: 'Compare with the answer' }).click()
    await look('the answer')
    await page.reload()
    await practise(page, 'Solid')
    await look('the end')
    await goOn(page, 3, reader.site.served + DUE)
    await look('what is due')
  })
})

describeInBrowser('what is kept of the practice', () => {
  readerTest('can be taken to another browser as a file', async (reader) => {
    const page = await openOn(reader, 0, QUESTION)
    await practise(page, 'Missed it')
    await goOn(page, 1, reader.site.served + DUE)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export to a file' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('zero-loss-practice-2026-11-24.json')
    const other = await openOn(reader, 1, DUE)
    await other.getByText('You have practised nothing yet').waitFor()
    await other.getByLabel('Import a file').setInputFiles(await download.path())
    await other.getByText('1 question is due.').waitFor()
    await other.getByText('Imported: 1 practised question.').waitFor()
    const kept = (page: Page) => page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? ''), KEY)
    expect(await kept(other)).toEqual(await kept(page))
  })

  readerTest('is not touched by a file that is no export', async (reader) => {
    const page = await openOn(reader, 0, QUESTION)
    await practise(page, 'Missed it')
    await goOn(page, 1, reader.site.served + DUE)
    const before = await page.evaluate((key) => localStorage.getItem(key), KEY)
    const file = { name: 'holiday.json', mimeType: 'application/json', buffer: Buffer.from('{"version":1}') }
    await page.getByLabel('Import a file').setInputFiles(file)
    await page.getByText('holiday.json was not imported: repetitions is not a map.').waitFor()
    expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBe(before)
  })

  for (const [kind, text, words] of [
    ['broken', '{"version":1,"repe', 'can’t be read'],
    ['of an older edition', '{"version":0,"cards":{}}', 'another edition of this book'],
  ] as const) {
    readerTest(`is put aside when it is ${kind}, and never wiped`, async (reader) => {
      const page = await reader.open(DUE)
      await page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, text] as const)
      await page.reload()
      await page.getByRole('alert').getByText(words).waitFor()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download the one put aside' }).click(),
      ])
      expect(await readFile(await download.path(), 'utf8')).toBe(text)
      await page.goto(reader.site.served + QUESTION)
      await practise(page, 'Solid')
      expect(await page.getByRole('alert').count()).toBe(0)
    })
  }

  readerTest('is nothing where the browser closes its storage: the page works, and says so', async (reader) => {
    const page = await reader.open()
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'localStorage', {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError')
        },
      })
    })
    await page.goto(reader.site.served + QUESTION)
    await page.getByRole('alert').getByText('keeps nothing for this page').waitFor()
    await practise(page, 'Solid')
    await page.goto(reader.site.served + DUE)
    await page.getByRole('alert').getByText('keeps nothing for this page').waitFor()
  })

  readerTest('works from a folder too', async (reader) => {
    const page = await reader.open(QUESTION, { from: 'folder' })
    await practise(page, 'Solid')
    await page.goto(reader.site.folder + DUE)
    await page.getByText('Nothing is due today.').waitFor()
  })

  readerTest('is a list of all questions without JavaScript', async (reader) => {
    const page = await reader.open(DUE, { javaScript: false })
    await page.getByText('This page needs a script').waitFor()
    const questions = [...reader.site.site.keys()].filter((path) => /\/interview\/.+\.html$/.test(path))
    expect(await page.locator('.chains a').count()).toBe(questions.length)
  })
})
