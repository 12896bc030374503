import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { describeInBrowser, readerTest } from './harness.ts'
import { askAxe } from './reader.ts'

const LESSON = '01-auto-ack/index.html'
const results = (page: Page) => page.locator('dialog.search li')

describeInBrowser('the search', () => {
  for (const from of ['served', 'folder'] as const) {
    readerTest(`finds an English and a Chinese term, ${from}`, async (reader) => {
      const page = await reader.open(LESSON, { from })
      await page.keyboard.press('/')
      await page.keyboard.type('waitForConfirms')
      await page.getByText('P9 waitForConfirms() comes too late').waitFor()
      await page.locator('dialog.search input').fill('死信')
      await page.getByText('Dead-letter exchange').first().waitFor()
      expect(await results(page).first().locator('a').getAttribute('href')).toBe(
        `${reader.site[from]}glossary.html#dead-letter-exchange`,
      )
      await page.keyboard.press('Enter')
      await page.waitForURL('**/glossary.html#dead-letter-exchange')
    })
  }

  readerTest('loads nothing before it is wanted', async (reader) => {
    const page = await reader.open(LESSON)
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.reload()
    expect(asked.filter((path) => path.includes('search'))).toEqual([])
    await page.locator('.bar .find').click()
    await page.keyboard.type('ack')
    await results(page).first().waitFor()
    expect(asked.filter((path) => path.includes('search'))).toEqual(['/assets/search-index.en.js', '/assets/search.js'])
  })

  readerTest('is walked through with the keyboard, and closed with Escape', async (reader) => {
    const page = await reader.open(LESSON)
    await page.keyboard.press('/')
    await page.keyboard.type('confirm')
    await results(page).nth(1).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const focused = () => page.evaluate(() => document.activeElement?.closest('li')?.matches(':nth-child(2)'))
    expect(await focused()).toBe(true)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    expect(await page.evaluate(() => document.activeElement?.matches('input'))).toBe(true)
    await page.keyboard.press('Escape')
    expect(await page.locator('dialog.search').evaluate((dialog) => (dialog as HTMLDialogElement).open)).toBe(false)
  })

  readerTest('leaves Enter and Escape to somebody who is composing a Chinese word', async (reader) => {
    const page = await reader.open(LESSON)
    await page.keyboard.press('/')
    await page.keyboard.type('死信')
    await results(page).first().waitFor()
    const composing = (key: string) =>
      page.locator('dialog.search input').evaluate((input, pressed) => {
        const event = new KeyboardEvent('keydown', { key: pressed, isComposing: true, bubbles: true, cancelable: true })
        return input.dispatchEvent(event)
      }, key)
    for (const key of ['Enter', 'Escape', 'ArrowDown']) expect(await composing(key), key).toBe(true)
    expect(new URL(page.url()).pathname).toBe(`/${LESSON}`)
    expect(await page.locator('dialog.search').evaluate((dialog) => (dialog as HTMLDialogElement).open)).toBe(true)
  })

  readerTest('says so when there is nothing, and leaves / alone where somebody writes', async (reader) => {
    const page = await reader.open('loss-paths.html')
    await page.locator('.filter input').press('/')
    expect(await page.locator('.filter input').inputValue()).toBe('/')
    expect(await page.locator('dialog.search').count()).toBe(0)
    await page.locator('.bar .find').click()
    await page.keyboard.type('xylophone')
    await page.getByRole('status').getByText('Nothing found').waitFor()
  })

  readerTest('has nothing that axe objects to, with results in it', async (reader) => {
    const page = await reader.open(LESSON, { light: 'dark' })
    await page.keyboard.press('/')
    await page.keyboard.type('confirm')
    await results(page).first().waitFor()
    expect((await askAxe(page)).found).toEqual([])
  })
})
