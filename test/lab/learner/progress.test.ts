import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { afterVerdict, type ChapterProgress, readProgress, writeProgress } from './progress.ts'

let folder = ''
const path = () => join(folder, 'progress.json')
const now = new Date('2026-01-02T03:04:05Z')
const failed = afterVerdict(undefined, { code: 'LOST_ON_CONSUMER_CRASH', judge: 'j1', file: 'f1', now })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zero-loss-progress-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('without a file nothing has been done, and nothing is wrong', () => {
  expect(readProgress(path())).toEqual({ progress: {}, trouble: null })
  expect(readdirSync(folder)).toEqual([])
})

test('what was written is read again, and no draft stays', () => {
  writeProgress({ '01-auto-ack': failed }, path())
  expect(readProgress(path())).toEqual({ progress: { '01-auto-ack': failed }, trouble: null })
  expect(readdirSync(folder)).toEqual(['progress.json'])
})

test.each([
  ['cut off', '{"format":1,"chapters":{"01-a'],
  ['another format', '{"format":2,"chapters":{}}'],
  ['an entry without its fields', '{"format":1,"chapters":{"01-auto-ack":{"status":"passed"}}}'],
  ['no object', 'null'],
])('a file that is %s is kept aside, and said so', (_, text) => {
  writeFileSync(path(), text)
  const { progress, trouble } = readProgress(path())
  expect(progress).toEqual({})
  const [kept = ''] = readdirSync(folder)
  expect(kept).toMatch(/^progress\.json\.broken-\d{4}-/)
  expect(readFileSync(join(folder, kept), 'utf8')).toBe(text)
  expect(trouble).toContain(kept)
})

test('a failure counts, and names the judge and the file', () => {
  expect(failed).toEqual<ChapterProgress>({
    ...{ status: 'failed', attempts: 1, lastCode: 'LOST_ON_CONSUMER_CRASH', judge: 'j1', file: 'f1' },
    at: '2026-01-02T03:04:05.000Z',
  })
})

test('a pass stays when a later try fails, with the judge and the file that it was given for', () => {
  const passed = afterVerdict(failed, { code: 'PASS', judge: 'j2', file: 'f2', now })
  const tried = afterVerdict(passed, { code: 'NEVER_SETTLED', judge: 'j3', file: 'f3', now })
  expect(tried).toMatchObject({ status: 'passed', attempts: 3, lastCode: 'NEVER_SETTLED', judge: 'j2', file: 'f2' })
})

test('a pass under a newer judge counts for that one', () => {
  const passed = afterVerdict(undefined, { code: 'PASS', judge: 'j1', file: 'f1', now })
  expect(afterVerdict(passed, { code: 'PASS', judge: 'j2', file: 'f1', now })).toMatchObject({ judge: 'j2' })
})
