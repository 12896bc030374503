import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** Finds three free TCP ports on loopback. All are held until the last one is found, so that they differ. */
export async function threeFreePorts(): Promise<[number, number, number]> {
  const servers = Array.from({ length: 3 }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports as [number, number, number]
}
