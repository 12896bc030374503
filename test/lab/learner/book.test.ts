import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBook } from './book.ts'

let root = ''
const served = () => join(root, 'book.json')
const found = (env = {}) => findBook(env, root, served())
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zero-loss-book-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('a checkout whose book was never built has its sources', async () => {
  const book = await found()
  expect(book.isSource).toBe(true)
  expect(book.interview('01-auto-ack').text).toBe('chapters/01-auto-ack/interview.md')
  const source = pathToFileURL(join(root, 'test/01-auto-ack/wrong/no-ack.ts')).href
  expect(book.fix('01-auto-ack', 'no-ack').address).toBe(source)
})

test('a built book is opened from its folder', async () => {
  mkdirSync(join(root, 'dist'))
  writeFileSync(join(root, 'dist/index.html'), '')
  const { text, address } = (await found()).interview('01-auto-ack')
  expect(text).toBe('dist/01-auto-ack/interview.html')
  expect(address).toBe(pathToFileURL(join(root, text)).href)
})

test('a book that npm start serves is read there, and not when that was killed', async () => {
  const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  writeFileSync(served(), JSON.stringify({ address }))
  expect((await found()).lesson('01-auto-ack').text).toBe(`${address}01-auto-ack/`)
  expect((await found()).fix('01-auto-ack', 'no-ack').address).toBe(`${address}01-auto-ack/fixes/no-ack.html`)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  expect((await found()).isSource).toBe(true)
})

test('a broken note of the server is as good as none', async () => {
  writeFileSync(served(), '{')
  expect((await found()).isSource).toBe(true)
})
