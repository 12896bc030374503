import { createServer, type RequestListener, type Server } from 'node:http'
import sirv from 'sirv'

const HOSTS = new Set(['127.0.0.1', 'localhost'])

/** A site on loopback. */
export interface Served {
  /** Where to read it, 'http://127.0.0.1:4321/'. */
  address: string
  close(): void
}

/** Serves a folder on 127.0.0.1, on `port` or the next free one. Files are read anew at each request. */
export async function serve(folder: string, port: number): Promise<Served> {
  const files = sirv(folder, {
    dev: true,
    onNoMatch: (_request, response) =>
      refuse(
        response,
        404,
        'There is no such page. The book begins at /; when that is missing too, the terminal says what is broken.',
      ),
  })
  const server = createServer((request, response) => {
    // A page of another site that a name server points at 127.0.0.1 must not read this one (DNS rebinding).
    if (!isOurs(request.headers.host)) refuse(response, 403, 'This book is served to 127.0.0.1 and localhost only.')
    else files(request, response)
  })
  const taken = await listen(server, port)
  return {
    address: `http://127.0.0.1:${taken}/`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const isOurs = (host: string | undefined): boolean => HOSTS.has((host ?? '').toLowerCase().replace(/:\d+$/, ''))

function refuse(response: Parameters<RequestListener>[1], status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${message}\n`)
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
