import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { pipeline } from 'node:stream/promises'
import { LabProblem } from '../problem.ts'
import { roomHelp } from './free-disk.ts'

/**
 * Unpacks packages into `root`, as many at a time as there are cores: the time goes into decompressing them. The largest
 * ones begin, so that none of them is alone at the end.
 * @param onProgress called with the bytes of the packages that are done, and the bytes in all
 */
export async function unpackDebs(
  debs: string[],
  root: string,
  onProgress: (bytes: number, total: number) => void = () => {},
): Promise<void> {
  const sized = await Promise.all(debs.map(async (deb) => ({ deb, bytes: (await stat(deb)).size })))
  const waiting = sized.sort((a, b) => b.bytes - a.bytes)
  const total = waiting.reduce((sum, { bytes }) => sum + bytes, 0)
  let done = 0
  onProgress(0, total)
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await unpackDeb(next.deb, root)
      done += next.bytes
      onProgress(done, total)
    }
  }
  const workers = Array.from({ length: availableParallelism() }, () =>
    work().catch((error) => {
      waiting.length = 0 // the others end what they have begun: nobody writes into a folder that is thrown away
      throw error
    }),
  )
  const failed = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

/** Unpacks the payload of one package into `root`, without documentation and translations. */
async function unpackDeb(deb: string, root: string): Promise<void> {
  const skipped = [
    './usr/share/doc',
    './usr/share/man',
    './usr/share/locale',
    './usr/share/lintian',
    './etc',
    '*/gconv',
  ]
  const archive = spawn('dpkg-deb', ['--fsys-tarfile', deb], { stdio: ['ignore', 'pipe', 'inherit'] })
  const tar = spawn('tar', ['-x', '-C', root, ...skipped.map((path) => `--exclude=${path}`)], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const ended = [archive, tar].map((child) => new Promise((done) => child.on('close', done)))
  await pipeline(archive.stdout, tar.stdin).catch(() => {}) // the exit codes tell
  const codes = await Promise.all(ended)
  if (codes.some((code) => code !== 0)) {
    throw new LabProblem(`Could not unpack ${deb}: dpkg-deb and tar ended with ${codes.join(' and ')}.`, {
      mend: roomHelp(root),
    })
  }
}
