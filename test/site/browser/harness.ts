import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import '../../lab/vitest/note.ts'
import { findChromium, NO_CHROMIUM, startChromium } from './chromium.ts'
import { type OpenSite, openSite } from './open-site.ts'
import { Reader } from './reader.ts'

/** Every step inside has a deadline of its own, with a better message than this one's. */
const timeoutMs = 300_000

interface Stage {
  browser: Browser
  site: OpenSite
}

let stage: Stage | null = null

/**
 * A `describe` whose tests read the real book in a real browser, with {@link readerTest}. The browser, the server and
 * the folder live until its last test has ended. Without a Chromium its tests are skipped, and say so; with CI=true
 * they fail.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  describe(name, () => {
    beforeAll(async () => {
      const path = findChromium()
      if (path === null) return
      const [browser, site] = await Promise.all([startChromium(path), openSite()])
      stage = { browser, site }
    }, timeoutMs)
    afterAll(async () => {
      await stage?.browser.close()
      await stage?.site.close()
      stage = null
    }, timeoutMs)
    tests()
  })
}

/**
 * A test that is given a {@link Reader}. Whatever it reads, no page may log an error, fail to load something, break
 * its content security policy or ask another host.
 */
export function readerTest(name: string, body: (reader: Reader) => Promise<void>): void {
  test(name, { timeout: timeoutMs }, async ({ skip, task }) => {
    if (stage === null) {
      expect(process.env.CI, NO_CHROMIUM).not.toBe('true')
      skip(NO_CHROMIUM)
      return
    }
    await using reader = new Reader(stage.browser, stage.site)
    await body(reader)
    task.meta.note = reader.note
    expect(reader.complaints).toEqual([])
  })
}
