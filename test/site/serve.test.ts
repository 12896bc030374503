import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../site/serve.ts'

const ANY_PORT = 41_321

describe('the server', () => {
  const files = new Map([
    ['index.html', 'the book'],
    ['01-auto-ack/index.html', 'chapter one'],
    ['assets/book.css', 'p {}'],
  ])
  let served: Served

  beforeAll(async () => {
    served = await serve({ read: (path) => files.get(path) }, ANY_PORT)
  })

  afterAll(() => served.close())

  it.each([
    ['127.0.0.1', '/', 200, 'the book'],
    ['localhost', '/index.html', 200, 'the book'],
    ['LOCALHOST', '/', 200, 'the book'],
    ['localhost', '/01-auto-ack/?from=mail#why', 200, 'chapter one'],
    ['evil.example', '/', 403, 'This book is served to'],
    ['127.0.0.1.evil.example', '/', 403, 'This book is served to'],
    ['127.0.0.1', '/nothing.html', 404, 'There is no such page'],
    ['127.0.0.1', '/../package.json', 404, 'There is no such page'],
    ['127.0.0.1', '/%2e%2e/package.json', 404, 'There is no such page'],
    ['127.0.0.1', '/..%2fpackage.json', 404, 'There is no such page'],
    ['127.0.0.1', '/..\\package.json', 404, 'There is no such page'],
    ['127.0.0.1', '//evil.example/', 404, 'There is no such page'],
    ['127.0.0.1', '/index.html%00.css', 404, 'There is no such page'],
    ['127.0.0.1', '/__proto__', 404, 'There is no such page'],
    ['127.0.0.1', '/%E0%A4%A', 400, 'This address is broken'],
  ])('answers Host %j and path %s with %d', async (host, path, status, text) => {
    const answer = await ask(served, { host, path })
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(text)
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('refuses %s', async (method) => {
    const { status, headers } = await ask(served, { method })
    expect(status).toBe(405)
    expect(headers.allow).toBe('GET, HEAD')
  })

  it('answers HEAD with the length and no text', async () => {
    const { status, headers, text } = await ask(served, { method: 'HEAD' })
    expect({ status, length: headers['content-length'], text }).toEqual({ status: 200, length: '8', text: '' })
  })

  it('allows no inline script but the one that it knows, and no inline style', async () => {
    const policy = (await ask(served, {})).headers['content-security-policy']
    expect(policy).not.toContain('unsafe')
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]+';/)
    expect(policy).toContain("frame-ancestors 'none'")
  })

  it('leads from a folder to its page, so that the links on it work', async () => {
    const { status, headers } = await ask(served, { path: '/01-auto-ack' })
    expect({ status, location: headers.location }).toEqual({ status: 308, location: '/01-auto-ack/' })
  })

  it('takes the next port when one is in use, and says which was', async () => {
    const second = await serve({ read: () => 'another book' }, portOf(served))
    try {
      expect(second.takenPort).toBe(portOf(served))
      expect(portOf(second)).toBeGreaterThan(portOf(served))
      expect((await ask(second, {})).text).toBe('another book')
    } finally {
      second.close()
    }
  })

  it('listens on loopback only', async ({ skip }) => {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4')
    if (!outside) return skip('this machine has no other address')
    const elsewhere = { ...served, address: `http://${outside.address}:${portOf(served)}/` }
    await expect(ask(elsewhere, {})).rejects.toThrow('ECONNREFUSED')
  })

  it('shows a changed file at the next request', async () => {
    files.set('index.html', 'the new book')
    expect((await ask(served, {})).text).toBe('the new book')
  })
})

const portOf = ({ address }: Served): number => Number(new URL(address).port)

interface Question {
  host?: string
  path?: string
  method?: string
}

/** Asks as a client that names any host, and leaves the path as it is. */
async function ask({ address }: Served, { host = 'localhost', path = '/', method = 'GET' }: Question) {
  const { port, hostname } = new URL(address)
  type Answer = { status: number; text: string; headers: Record<string, unknown> }
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  request({ hostname, port, path, method, headers: { host: `${host}:${port}` } }, async (response) => {
    let text = ''
    for await (const part of response) text += part
    resolve({ status: response.statusCode ?? 0, text, headers: response.headers })
  })
    .on('error', reject)
    .end()
  return promise
}
