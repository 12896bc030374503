import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { checkRoomFor, freeMegabytes, neededMegabytes } from './free-disk.ts'
import { terminalProgress } from './progress.ts'

/** Downloads 44 MB in five steps, then unpacks them in two. @returns what was written */
function told(isTTY: boolean): string {
  const out = Object.assign(new PassThrough().setEncoding('utf8'), { isTTY })
  const { step, bytes } = terminalProgress(out as unknown as NodeJS.WriteStream)
  for (const done of [0, 10e6, 12e6, 44e6, 44e6]) bytes('downloading', done, 44e6)
  step('something else')
  for (const done of [0, 44e6]) bytes('unpacking', done, 44e6)
  return out.read()
}

test('a terminal sees a bar that grows, and one full one at the end', () => {
  const text = told(true)
  expect(text).toContain('\r■■■■■□□□□□□□□□□□□□□□ downloading: 10 of 44 MB\r')
  expect(text.match(/downloading: 44 of 44 MB\n/g)).toHaveLength(1)
  expect(text.split('\n').at(-2)).toMatch(/\r■{20} unpacking: 44 of 44 MB$/)
})

test('elsewhere a line a quarter is written, for each thing anew', () => {
  expect(told(false).trimEnd().split('\n')).toEqual([
    ...['downloading: 0 of 44 MB', 'downloading: 12 of 44 MB', 'downloading: 44 of 44 MB', 'something else'],
    ...['unpacking: 0 of 44 MB', 'unpacking: 44 of 44 MB'],
  ])
})

test('a folder that is not there yet lies in the file system of its parent', async () => {
  expect(await freeMegabytes(`${import.meta.dirname}/not/there`)).toBeGreaterThan(0)
})

test.runIf(process.platform === 'linux')('where there is no room, that is said before the download', async () => {
  const problem = await checkRoomFor('a thing', '/proc').catch((error) => error)
  expect(problem.message).toBe(`0 MB are free in /proc, and a thing needs ${neededMegabytes} MB.`)
  expect(problem.mend[0]).toMatch(/^df -h \/proc /)
})
