import { expect } from 'vitest'
import { describeInBrowser, readerTest } from './harness.ts'
import { askAxe, views } from './reader.ts'

/** One of each kind: the others are drawn by the same code. */
const kinds = [
  'index.html',
  '01-auto-ack/index.html',
  '01-auto-ack/fixes/index.html',
  '01-auto-ack/fixes/ack-on-receipt.html',
  '01-auto-ack/interview.html',
  'loss-paths.html',
  'glossary.html',
  'kafka-and-rocketmq.html',
  'judge.html',
  'terminal.html',
  'opening-question.html',
  'print.html', // all the others once more: it takes axe 8 s a view
]

describeInBrowser('every kind of page', () => {
  for (const path of kinds) {
    readerTest(`${path}: axe finds nothing, in light and dark, wide and narrow`, async (reader) => {
      const page = await reader.open(path)
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true
      })
      let all = 0
      for (const view of views) {
        await reader.look(page, view)
        const { found, checked } = await askAxe(page)
        expect(found, `${path} in ${view.light}, ${view.width} px wide`).toEqual([])
        expect(checked).toBeGreaterThan(100)
        all += checked
      }
      reader.note = `axe: 0 violations in ${views.length} views of ${path}, ${all} checks passed`
    })
  }

  readerTest('fits a phone: nothing but code and tables scrolls sideways', async (reader) => {
    for (const path of kinds) {
      const page = await reader.open(path, { width: 390 })
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width, path).toBeLessThanOrEqual(390)
    }
  })
})
