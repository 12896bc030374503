import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../random.ts'
import { publish, rawFrame } from './amqp-bytes.ts'
import type { End } from './loopback.ts'

export const megabyte = 2 ** 20

/** Whole frames of every size, filled with anything: most are no method that exists. */
export function amqpLike(random: Random, bytes: number): Buffer {
  const frames: Buffer[] = [publish(1, 'first')]
  for (let left = bytes; left > 0; left -= (frames.at(-1) as Buffer).length) {
    const size = random.pick([0, 1, 30, 300, 4_000, 131_064])
    frames.push(rawFrame(3, random.between(1, 9), noise(random, size)))
  }
  frames.push(publish(1, 'last'))
  return Buffer.concat(frames)
}

/** Bytes that can't be AMQP from the first one on. */
export function noise(random: Random, bytes: number): Buffer {
  const all = Buffer.alloc(bytes)
  for (let at = 0; at + 4 <= bytes; at += 4) all.writeUInt32LE(random.between(0, 2 ** 32 - 1), at)
  if (bytes > 0) all[0] = 0xff
  return all
}

/** Writes in pieces whose ends have nothing to do with frames. */
export async function writeInPieces({ socket }: End, bytes: Buffer, random: Random): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const piece = bytes.subarray(at, at + random.pick([1, 7, 1_000, 65_536, 200_000]))
    at += piece.length
    if (!socket.write(piece)) await once(socket, 'drain')
  }
}

/**
 * Writes until nothing is taken any more, or all is.
 * @returns how much the socket has taken, and how much it was given
 */
export async function writeUntilStuck({ socket }: End, piece: Buffer, limit: number) {
  let sent = 0
  let stuck = false
  while (sent < limit && !stuck) {
    sent += piece.length
    if (socket.write(piece)) continue
    // A slow machine that is taken for stuck has taken too little, never too much: no test can fail by it.
    const waiting = new AbortController()
    const drained = once(socket, 'drain', waiting).then(
      () => true,
      () => false,
    )
    stuck = !(await Promise.race([drained, pause(300, false)]))
    waiting.abort()
  }
  return { taken: sent - socket.writableLength, sent }
}
