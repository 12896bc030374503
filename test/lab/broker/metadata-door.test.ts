import { type AddressInfo, createServer } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { metadataOnDisk } from './metadata-door.ts'
import { freePorts } from './ports.ts'

const servers: { close(): void }[] = []
afterAll(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A door that answers with these pieces, or hangs up at once. */
async function door(at: number, ...pieces: string[]): Promise<{ host: string; port: number }> {
  const server = createServer((guest) => {
    for (const piece of pieces) guest.write(piece)
    guest.end()
  }).listen(at, '127.0.0.1')
  servers.push(server)
  await new Promise((resolve) => server.once('listening', resolve))
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
}

/** Whether it waited for the 3 s that metadata need at most without the broker's word. */
async function asked(where: { host: string; port: number }): Promise<{ says: string; waited: boolean }> {
  const startedAt = performance.now()
  const says = await metadataOnDisk(where)
  return { says, waited: performance.now() - startedAt >= 2_990 }
}

describe('metadata door', () => {
  it('believes the node’s own word', async () => {
    expect(await asked(await door(0, 'o', 'k'))).toEqual({ says: 'ok', waited: false })
  })

  it('asks again while a node that has just booted has not opened it yet', async () => {
    const [port] = await freePorts(1)
    const says = metadataOnDisk({ host: '127.0.0.1', port: port as number })
    setTimeout(() => void door(port as number, 'ok'), 200)
    expect(await says).toBe('ok')
  })

  it.concurrent.each([
    ['a node with another metadata store', () => door(0, '{badmatch,{error,{node_not_running,here}}}'), /^\{badmatch/],
    ['a door that hangs up, as the engine does for a container that boots', () => door(0), /^$/],
    ['no door', async () => ({ host: '127.0.0.1', port: 1 }), /ECONNREFUSED/],
  ])('waits for the time that metadata need: %s', async (_, where, words) => {
    const { says, waited } = await asked(await where())
    expect(says).toMatch(words)
    expect(waited).toBe(true)
  })
})
