import { createHash } from 'node:crypto'
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** What every work folder is called at the front. */
const prefix = 'unpacking-'

/**
 * Takes the one place to work in `folder`, or waits for the process that has it.
 *
 * The lock is a listening abstract socket (Linux only, as unpacking is): the kernel gives it to one process at a time
 * and takes it back when that process ends, however it ends. A lock made of files can't do that: between "its owner is
 * dead" and "so I delete it" another process may have taken it.
 *
 * The holder clears away what interrupted downloads have left.
 * @param isDone asked while waiting; true when the other one has done the work
 * @returns the path of a new, empty folder, disposed of by deleting it; null when the work is done
 */
export async function takeWorkFolder(
  folder: string,
  isDone: () => boolean,
  onWait: () => void,
): Promise<({ path: string } & AsyncDisposable) | null> {
  const name = await lockName(folder)
  for (let told = false; ; await pause(200)) {
    if (isDone()) return null
    const lock = await tryListen(name)
    if (lock !== null) return open(folder, lock)
    if (!told) onWait()
    told = true
  }
}

async function open(folder: string, lock: Server): Promise<{ path: string } & AsyncDisposable> {
  try {
    for (const name of await readdir(folder)) if (name.startsWith(prefix)) await remove(join(folder, name))
    const path = await mkdtemp(join(folder, prefix))
    return {
      path,
      [Symbol.asyncDispose]: async () => {
        await remove(path)
        lock.close()
      },
    }
  } catch (error) {
    lock.close()
    throw error
  }
}

/** By the folder's real path, so that two ways to write it are one lock; hashed, because a socket's name is short. */
async function lockName(folder: string): Promise<string> {
  const hash = createHash('sha256').update(await realpath(folder))
  return `\0zero-loss-${hash.digest('hex').slice(0, 32)}`
}

function tryListen(name: string): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy())
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null)
      else reject(error)
    })
    server.listen(name, () => resolve(server.unref()))
  })
}

const remove = (path: string) => rm(path, { recursive: true, force: true })
