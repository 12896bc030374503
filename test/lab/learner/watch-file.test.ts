import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FileWatch, watchFile } from './watch-file.ts'

let folder = ''
let watch: FileWatch
let saves = 0
const path = () => join(folder, 'warehouse.ts')
const told = (count: number) => expect.poll(() => saves, { timeout: 5_000, interval: 5 }).toBe(count)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zero-loss-watch-'))
  writeFileSync(path(), 'one')
  saves = 0
  watch = watchFile(path(), () => {
    saves += 1
  })
  await watch.ready
})
afterEach(async () => {
  await watch.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a save is told once, and the next one again', async () => {
  writeFileSync(path(), 'two')
  await told(1)
  writeFileSync(path(), 'three')
  await told(2)
})

test('a save that changes no letter is one, too', async () => {
  utimesSync(path(), new Date(), new Date(Date.now() + 5_000))
  await told(1)
})

test('an editor that puts a new file in the place of the old one has saved', async () => {
  for (const count of [1, 2]) {
    writeFileSync(join(folder, 'draft'), `text ${count}`)
    renameSync(join(folder, 'draft'), path())
    await told(count)
  }
})

test('what lies beside the file does not count', async () => {
  writeFileSync(join(folder, 'notes.txt'), 'x')
  writeFileSync(path(), 'two')
  await told(1) // and not 2: the notes came first
})
