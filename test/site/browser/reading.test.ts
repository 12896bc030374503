import { expect } from 'vitest'
import { serve } from '../../../site/serve.ts'
import { describeInBrowser, readerTest } from './harness.ts'

const LESSON = '01-auto-ack/index.html'
const MAP = 'loss-paths.html'
const ANY_PORT = 41_721

/** The whole book itself, and the tools that need their script. */
const NOT_PRINTED = ['print.html', 'mock-interview.html', 'due-today.html']

describeInBrowser('reading', () => {
  readerTest('works without JavaScript: all is there, and nothing that would not work', async (reader) => {
    const page = await reader.open(LESSON, { javaScript: false })
    await page.getByRole('heading', { name: 'What the judge does' }).waitFor()
    expect(await page.locator('button:visible').count()).toBe(0) // wide: the contents are open
    await page.locator('summary').first().click()
    await page.getByText('The broker forgets a message when it is acknowledged').waitFor()
    await page.locator('.turner [rel=next]').click()
    await page.waitForURL('**/01-auto-ack/fixes/index.html')
  })

  readerTest('works without JavaScript on a phone: the contents open and close', async (reader) => {
    const page = await reader.open(LESSON, { javaScript: false, width: 390 })
    await page.getByRole('button', { name: 'Contents' }).click()
    await page.getByRole('link', { name: 'Glossary' }).click()
    await page.waitForURL('**/glossary.html')
  })

  readerTest(
    'works from a folder: the links lead on from page to page, and styles and scripts come with them',
    async (reader) => {
      const page = await reader.open('index.html', { from: 'folder' })
      for (const path of [LESSON, '01-auto-ack/fixes/index.html', '01-auto-ack/fixes/ack-in-finally.html']) {
        await page.locator('.turner [rel=next]').click()
        await page.waitForURL(reader.site.folder + path)
      }
      await page.getByRole('link', { name: 'Map of loss paths' }).click()
      await page.locator('form.filter').waitFor() // its script shows it
      const card = await page.locator('.label').evaluate((element) => getComputedStyle(element).borderStyle)
      expect(card).toBe('solid')
    },
  )

  readerTest('works below any path of any host', async (reader) => {
    const { site } = reader.site
    const below = 'books/zero-loss/'
    const read = (path: string) => (path.startsWith(below) ? site.get(path.slice(below.length)) : undefined)
    const host = await serve({ read }, ANY_PORT)
    try {
      const page = await reader.open(`${host.address}${below}01-auto-ack/index.html`)
      await page.keyboard.press('/')
      await page.keyboard.type('死信')
      await page.locator('dialog.search li').first().waitFor()
      await page.keyboard.press('Enter')
      await page.waitForURL(`${host.address}${below}glossary.html#*`)
    } finally {
      host.close()
    }
  })

  readerTest('begins with a link past the contents, and everything can be reached with Tab', async (reader) => {
    const page = await reader.open(LESSON)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('text')
    const focusable = 'a[href]:not([tabindex="-1"]), button, summary, [tabindex="0"]'
    const first = await page.locator(`main :is(${focusable})`).first().innerText()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).innerText)).toBe(first)
    const outlined = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)
    expect(outlined).toBe('solid')
  })

  readerTest('leaves the plain arrows to scrolling, in the text and in wide code', async (reader) => {
    const page = await reader.open(LESSON, { width: 390 })
    const url = page.url()
    for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown']) await page.keyboard.press(key)
    const pre = page.locator('figure.code pre').first()
    await pre.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => pre.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0)
    expect(page.url()).toBe(url)
  })

  readerTest('keeps a chosen light on the next page, without a flash of the other', async (reader) => {
    const page = await reader.open(LESSON, { light: 'light' })
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await paper()
    await page.locator('.bar .light').click()
    await page.locator('.bar .light').click()
    const dark = await paper()
    expect(dark).not.toBe(light)
    await page.addInitScript(() => {
      // The theme must stand before the body does, which is before the first paint.
      new MutationObserver((_changes, observer) => {
        if (!document.body) return
        document.documentElement.dataset.seen = document.documentElement.dataset.theme ?? 'none'
        observer.disconnect()
      }).observe(document, { childList: true, subtree: true })
    })
    await page.goto(reader.site.served + MAP)
    expect(await page.evaluate(() => document.documentElement.dataset.seen)).toBe('dark')
    expect(await paper()).toBe(dark)
  })

  readerTest('remembers where it stopped, and leads back there', async (reader) => {
    const page = await reader.open('index.html')
    await expect.poll(() => page.locator('.stopped').isVisible()).toBe(false)
    await page.goto(`${reader.site.served}${LESSON}#in-production`)
    await page.goto(`${reader.site.served}index.html`)
    const back = page.locator('.stopped a')
    expect(await back.innerText()).toBe('The warehouse that forgets: In production')
    await back.click()
    await page.waitForURL(`**/${LESSON}#in-production`)
  })

  readerTest('copies what the code is now, without the lines that go', async (reader) => {
    const page = await reader.open('01-auto-ack/fixes/ack-on-receipt.html')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.locator('figure.changes .copy').first().click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain('noAck: false')
    expect(copied).not.toContain('noAck: true')
    expect(copied).not.toMatch(/^[-+] |⋯/m)
  })

  readerTest('prints one page, and the whole book, with everything unfolded', async (reader) => {
    const page = await reader.open(LESSON)
    await page.emulateMedia({ media: 'print' })
    const hint = page.getByText('Set noAck to false. Call channel.ack')
    expect(await hint.evaluate((element) => element.getBoundingClientRect().height)).toBeGreaterThan(0)
    expect(await page.locator('#contents, .bar, .turner').filter({ visible: true }).count()).toBe(0)
    const sheets = async () =>
      (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0
    const ofOne = await sheets()
    await page.goto(`${reader.site.served}print.html`)
    const articles = page.locator('article.whole-page')
    expect(await articles.count()).toBe(
      [...reader.site.site.keys()].filter((path) => path.endsWith('.html') && !NOT_PRINTED.includes(path)).length,
    )
    expect(await page.locator('details:not([open])').count()).toBe(0)
    expect(ofOne).toBeGreaterThan(3)
    expect(await sheets()).toBeGreaterThan(10 * ofOne)
  })

  readerTest('filters the map of loss paths, and shows a path that a link leads to all the same', async (reader) => {
    const page = await reader.open(MAP)
    const shown = page.locator('.paths > li:visible')
    expect(await shown.count()).toBe(67)
    await page.getByLabel('Lost by').selectOption('consumer')
    expect(await shown.count()).toBe(24)
    await page.getByLabel('Find').fill('finally')
    expect(await shown.allInnerTexts()).toHaveLength(1)
    await page.getByText('1 of 67 are shown.').waitFor()
    await page.evaluate(() => {
      location.hash = '#P11'
    })
    await expect.poll(() => page.locator('#P11').isVisible()).toBe(true)
  })
})
