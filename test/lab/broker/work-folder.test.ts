import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeWorkFolder } from './work-folder.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zero-loss-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const never = () => false
const nothing = () => {}

test('six processes that start at once work one after the other', { timeout: 60_000 }, async () => {
  const log = join(folder, 'log')
  await writeFile(log, '')
  const workers = Array.from({ length: 6 }, () => {
    const script = `
      import { appendFileSync } from 'node:fs'
      import { setTimeout as pause } from 'node:timers/promises'
      import { takeWorkFolder } from '${resolve(import.meta.dirname, 'work-folder.ts')}'
      await using work = await takeWorkFolder('${folder}', () => false, () => {})
      appendFileSync('${log}', 'in ')
      await pause(30)
      appendFileSync('${log}', 'out ')`
    return spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' })
  })
  const codes = await Promise.all(workers.map((worker) => new Promise((done) => worker.on('close', done))))
  expect(codes).toEqual([0, 0, 0, 0, 0, 0])
  expect(await readFile(log, 'utf8')).toBe('in out '.repeat(6))
  expect(await readdir(folder)).toEqual(['log'])
})

test('what a killed process has left is cleared away, and its lock is free', { timeout: 20_000 }, async () => {
  const script = `
    import { writeFileSync } from 'node:fs'
    import { takeWorkFolder } from '${resolve(import.meta.dirname, 'work-folder.ts')}'
    const work = await takeWorkFolder('${folder}', () => false, () => {})
    writeFileSync(work.path + '/half-a-download', '')
    process.kill(process.pid, 'SIGKILL')`
  const killed = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' })
  expect(await new Promise((done) => killed.on('close', (_code, signal) => done(signal)))).toBe('SIGKILL')
  const left = await readdir(folder)
  expect(left).toEqual([expect.stringMatching(/^unpacking-/)])
  let waited = 0
  await using work = await takeWorkFolder(folder, never, () => waited++)
  expect(await readdir(folder)).not.toEqual(left)
  expect([await readdir(work?.path ?? ''), waited]).toEqual([[], 0])
})

test('who waits gets nothing when the work is done meanwhile', async () => {
  await using first = await takeWorkFolder(folder, never, nothing)
  let waited = 0
  const second = await takeWorkFolder(
    folder,
    () => waited > 0,
    () => waited++,
  )
  expect([first === null, second, waited]).toEqual([false, null, 1])
  expect(await readdir(folder)).toHaveLength(1)
})
