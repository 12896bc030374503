import { HtmlValidate, StaticConfigLoader } from 'html-validate'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildSite, type Site } from '../../site/build.ts'
import { diskCheckout } from '../../site/checkout.ts'
import { createHighlighter } from '../../site/highlight.ts'
import { asShipped } from '../../site/shipped.ts'
import { ROOT } from '../../site/workshop.ts'
import '../lab/vitest/note.ts'
import { theAssets } from './fixture.ts'

const timeoutMs = 120_000

describe('the HTML of the book', () => {
  const validator = new HtmlValidate(new StaticConfigLoader({ extends: ['html-validate:standard'] }))
  let site: Site

  beforeAll(async () => {
    site = buildSite(asShipped(diskCheckout(ROOT)), await createHighlighter(), await theAssets)
  }, timeoutMs)

  it('is valid on every page, after the standard', { timeout: timeoutMs }, async ({ task }) => {
    const pages = [...site].filter(([path]) => path.endsWith('.html'))
    const wrong: string[] = []
    for (const [path, text] of pages) {
      const { results } = await validator.validateString(text)
      const messages = results.flatMap(({ messages }) => messages)
      wrong.push(...messages.map(({ line, message, ruleId }) => `${path}:${line}: ${message} (${ruleId})`))
    }
    expect(wrong).toEqual([])
    task.meta.note = `html-validate: ${pages.length} pages are valid`
  })

  it('would be found invalid if it were', async () => {
    const { results } = await validator.validateString('<p><div id="a"></div><p id="a"></p>')
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))).toContain('no-dup-id')
  })
})
