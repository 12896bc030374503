import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watchRuns } from '../../site/watch-runs.ts'

describe('the watch over the runs', () => {
  let parent: string
  let runs: string

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'zero-loss-runs-'))
    runs = join(parent, '.runs')
  })
  afterEach(() => rm(parent, { recursive: true }))

  const report = (slug: string, name = 'report.json') => {
    mkdirSync(join(runs, slug), { recursive: true })
    writeFileSync(join(runs, slug, name), '{}')
  }

  it('makes the folder, and tells which chapters were judged: new ones, again, and nothing else', async () => {
    const told: string[][] = []
    const watch = watchRuns(runs, (slugs) => told.push(slugs))
    await watch.ready
    try {
      report('live', 'pid')
      report('04-publisher-confirms', 'events.jsonl')
      report('04-publisher-confirms')
      await expect.poll(() => told, { timeout: 20_000 }).toEqual([['04-publisher-confirms']])
      report('04-publisher-confirms', 'report.html')
      await expect.poll(() => told, { timeout: 20_000 }).toEqual([['04-publisher-confirms'], ['04-publisher-confirms']])
    } finally {
      await watch.close()
    }
  })
})
