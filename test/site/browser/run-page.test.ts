import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { chapterOne } from '../../lab/histories.ts'
import { judge } from '../../lab/judge.ts'
import { runPage } from '../../lab/run-page/page.ts'
import { sceneOf } from '../../lab/scene-of.ts'
import { fixtureCheckout } from '../fixture.ts'
import { describeInBrowser, readerTest } from './harness.ts'
import { askAxe, type Reader, views } from './reader.ts'

/** Opens the page of a run from the disk, as the terminal tells its reader to. */
async function openRun(reader: Reader) {
  const runs = JSON.parse(fixtureCheckout().read('chapters/01-auto-ack/recorded.json') ?? '{}')
  const scene = sceneOf(chapterOne.exercise, judge(chapterOne.exercise))
  const frames = scene.steps.map(({ orders }) => orders.map((order) => `0.000 s  #${order}`))
  const details = { frames, outputs: [], brokerLog: [] }
  await writeFile(fileURLToPath(`${reader.site.folder}run.html`), runPage({ ...runs.exercise, scene, details }))
  return reader.open('run.html', { from: 'folder' })
}

describeInBrowser('the page of a run', () => {
  readerTest('axe finds nothing, in light and dark, wide and narrow', async (reader) => {
    const page = await openRun(reader)
    for (const view of views) {
      await reader.look(page, view)
      const { found } = await askAxe(page)
      expect(found, `${view.light}, ${view.width} px wide`).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(view.width)
    }
  })

  readerTest('shows where one order went, and the frames of a step that has the focus', async (reader) => {
    const page = await openRun(reader)
    const aside = () => page.locator('.step.aside').count()
    expect(await aside()).toBe(0)
    await page.selectOption('#order', '8')
    expect(await aside()).toBeGreaterThan(0)
    const dies = page.locator('.step.crash')
    expect(await dies.getAttribute('class')).not.toContain('aside')
    await page.locator('.step.loss').first().focus()
    expect(await page.locator('#details').textContent()).toContain('#8')
    expect(await page.locator('#details').textContent()).not.toContain('#7')
    await page.selectOption('#order', '')
    expect(await aside()).toBe(0)
  })
})
