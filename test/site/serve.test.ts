import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../site/serve.ts'

const ANY_PORT = 41_321

describe('the server', () => {
  let folder: string
  let served: Served

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'zero-loss-site-'))
    writeFileSync(join(folder, 'index.html'), 'the book')
    served = await serve(folder, ANY_PORT)
  })

  afterAll(async () => {
    served.close()
    await rm(folder, { recursive: true })
  })

  it.each([
    ['127.0.0.1', '/', 200, 'the book'],
    ['localhost', '/index.html', 200, 'the book'],
    ['LOCALHOST', '/', 200, 'the book'],
    ['evil.example', '/', 403, 'This book is served to'],
    ['127.0.0.1.evil.example', '/', 403, 'This book is served to'],
    ['127.0.0.1', '/nothing.html', 404, 'There is no such page'],
    ['127.0.0.1', '/../package.json', 404, 'There is no such page'],
    ['127.0.0.1', '/%2e%2e/package.json', 404, 'There is no such page'],
  ])('answers Host %s and path %s with %d', async (host, path, status, text) => {
    const answer = await get(served.address, host, path)
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(text)
  })

  it('takes the next port when one is in use', async () => {
    const second = await serve(folder, portOf(served))
    try {
      expect(portOf(second)).toBeGreaterThan(portOf(served))
      expect((await get(second.address, 'localhost', '/')).text).toBe('the book')
    } finally {
      second.close()
    }
  })

  it('shows a changed file at the next request', async () => {
    writeFileSync(join(folder, 'index.html'), 'the new book')
    expect((await get(served.address, 'localhost', '/')).text).toBe('the new book')
  })
})

const portOf = ({ address }: Served): number => Number(new URL(address).port)

/** Asks as a client that names any host, and leaves the path as it is. */
async function get(address: string, host: string, path: string): Promise<{ status: number; text: string }> {
  const { port, hostname } = new URL(address)
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>()
  request({ hostname, port, path, headers: { host: `${host}:${port}` } }, async (response) => {
    let text = ''
    for await (const part of response) text += part
    resolve({ status: response.statusCode ?? 0, text })
  })
    .on('error', reject)
    .end()
  return promise
}
