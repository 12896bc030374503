import { createServer, type Server, type ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { headers, refusal } from './security.ts'

/** A site on loopback. */
export interface Served {
  /** Where to read it, 'http://127.0.0.1:4321/'. */
  address: string
  /** The first port that was wanted and is in use; null when there was none. */
  takenPort: number | null
  close(): void
}

/** What a server shows. Nothing is read from the disk by the path of a request. */
export interface Shelf {
  /** The text of a file by its path, '01-auto-ack/index.html', or undefined. */
  read(path: string): string | undefined
  /** The content security policy of a file that has one of its own. */
  policy?(path: string): string | undefined
  /** Takes over an answer that never ends, as a stream of news; false when there is none at this path. */
  stream?(path: string, response: ServerResponse): boolean
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.tsv': 'text/tab-separated-values; charset=utf-8',
}

const NO_PAGE =
  'There is no such page. The book begins at /; when that is missing too, the terminal says what is broken.'

/** Serves a shelf on 127.0.0.1, on `port` or the next free one. Files are asked for anew at each request. */
export async function serve(shelf: Shelf, port: number): Promise<Served> {
  const server = createServer((request, response) => {
    const no = refusal(request)
    if (no) return say(response, no.status, no.why)
    const path = pathOf(request.url ?? '/')
    if (path === null) return say(response, 400, 'This address is broken.')
    if (shelf.stream?.(path, response)) return
    const name = path === '' || path.endsWith('/') ? `${path}index.html` : path
    const text = shelf.read(name)
    if (text !== undefined) return send(response, text, name, shelf.policy?.(name))
    if (shelf.read(`${path}/index.html`) !== undefined) {
      response.writeHead(308, { ...headers, location: `/${encodeURI(path)}/` }).end()
    } else say(response, 404, NO_PAGE)
  })
  const free = await listen(server, port)
  return {
    address: `http://127.0.0.1:${free}/`,
    takenPort: free === port ? null : port,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The path of an address without its first slash, decoded; null when it can't be. */
function pathOf(url: string): string | null {
  try {
    return decodeURIComponent((url.split(/[?#]/)[0] ?? '').replace(/^\/+/, ''))
  } catch {
    return null
  }
}

function send(response: ServerResponse, text: string, name: string, policy: string | undefined): void {
  const body = Buffer.from(text)
  const type = TYPES[extname(name)] ?? 'application/octet-stream'
  const own = policy === undefined ? {} : { 'content-security-policy': policy }
  response.writeHead(200, { ...headers, ...own, 'content-type': type, 'content-length': body.length }).end(body)
}

function say(response: ServerResponse, status: number, message: string): void {
  const allow = status === 405 ? { allow: 'GET, HEAD' } : {}
  response.writeHead(status, { ...headers, ...allow, 'content-type': 'text/plain; charset=utf-8' }).end(`${message}\n`)
}

async function listen(server: Server, first: number): Promise<number> {
  for (let port = first; port < first + 100; port += 1) {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>()
    const inUse = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error))
    server.once('error', inUse).listen(port, '127.0.0.1', () => resolve(true))
    const listening = await promise
    server.off('error', inUse).removeAllListeners('listening')
    if (listening) return port
  }
  throw new Error(
    `The ports ${first} to ${first + 99} of 127.0.0.1 are all in use. Stop a program that listens on one of them.`,
  )
}
