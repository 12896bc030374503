import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** What is known of the machine's Docker engine. `says`: one clause for the reader. */
export type Engine =
  | { kind: 'answers'; version: string; address: EngineAddress; says: string }
  | { kind: 'silent' | 'forbidden' | 'none'; says: string }

/** Where the engine's API is, for `node:http`. */
export type EngineAddress = { socketPath: string } | { host: string; port: number }

/** A local engine answers in milliseconds; a hung one must not hold up those who don't need it. */
const pingTimeoutMs = 2_000

/**
 * Asks for a Docker engine the cheap way: testcontainers looks in the same places, but takes half a second to load,
 * and most machines without Docker have no socket at all.
 */
export async function findEngine(env = process.env): Promise<Engine> {
  const host = env.DOCKER_HOST
  if (host !== undefined && host !== '' && !host.startsWith('unix://')) return ping(host, addressOf(host))
  const sockets = host ? [host.slice('unix://'.length)] : usualSockets(env)
  const found = sockets.filter((socket) => existsSync(socket))
  if (found.length === 0) return { kind: 'none', says: `there is no Docker socket at ${sockets[0]}` }
  let last: Engine = { kind: 'silent', says: '' }
  for (const socketPath of found) {
    last = await ping(socketPath, { socketPath })
    if (last.kind === 'answers') return last
  }
  return last
}

function usualSockets(env: NodeJS.ProcessEnv): string[] {
  return [
    '/var/run/docker.sock',
    join(env.XDG_RUNTIME_DIR ?? '/nonexistent', 'docker.sock'),
    join(homedir(), '.docker/run/docker.sock'),
    join(homedir(), '.docker/desktop/docker.sock'),
    join(homedir(), '.colima/default/docker.sock'),
  ]
}

function addressOf(host: string): EngineAddress {
  const { hostname, port } = new URL(host)
  return { host: hostname, port: Number(port || 2375) }
}

function ping(name: string, address: EngineAddress): Promise<Engine> {
  return new Promise((done) => {
    const asked = request({ ...address, path: '/version', timeout: pingTimeoutMs }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text) => {
        body += text
      })
      response.on('end', () => done(readVersion(name, address, response.statusCode, body)))
    })
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${pingTimeoutMs} ms`)))
    asked.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES')
        done({ kind: 'forbidden', says: `the Docker socket ${name} may not be opened by this user` })
      else done({ kind: 'silent', says: `the Docker engine at ${name} does not answer (${error.message})` })
    })
    asked.end()
  })
}

function readVersion(name: string, address: EngineAddress, status: number | undefined, body: string): Engine {
  try {
    const { Version: version } = JSON.parse(body) as { Version?: string }
    if (status === 200 && version !== undefined)
      return { kind: 'answers', version, address, says: `Docker ${version} answers` }
  } catch {
    // Said below: it is no Docker engine.
  }
  return { kind: 'silent', says: `what listens at ${name} is no Docker engine (HTTP ${status})` }
}
