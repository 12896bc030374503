import { readFileSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { identify, isAlive, type ProcessIdentity } from '../process-identity.ts'

/** The folder that one process at a time works in. Whoever has put its own folder in this place has the lock. */
const place = 'unpacking'

/**
 * Takes the one work folder of `folder`, or waits for the process that has it.
 *
 * A rename takes it: the system lets only one of several succeed, and the name of the owner is in the folder before.
 * A folder whose owner is dead is cleared away: it is what an interrupted download has left.
 * @param isDone asked while waiting; true when the other one has done the work
 * @returns the path of the folder, disposed of by deleting it; null when the work is done
 */
export async function takeWorkFolder(
  folder: string,
  isDone: () => boolean,
  onWait: () => void,
): Promise<({ path: string } & AsyncDisposable) | null> {
  const path = join(folder, place)
  const claim = join(folder, `claim-${process.pid}`)
  await sweepDead(folder)
  await mkdir(claim, { recursive: true })
  await writeFile(join(claim, 'owner.json'), JSON.stringify(identify(process.pid)))
  for (let told = false; ; await pause(200)) {
    if (isDone()) break
    if (await moved(claim, path)) return { path, [Symbol.asyncDispose]: () => remove(path) }
    if (!ownerLives(path)) await clearAway(path, join(folder, `dead-${process.pid}`))
    else if (!told) onWait()
    told = true
  }
  await remove(claim)
  return null
}

/** A folder can't be moved over one that is not empty. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

/** Moved first: what another process is about to take can't be deleted under its hands. */
async function clearAway(path: string, aside: string): Promise<void> {
  if (await moved(path, aside)) await remove(aside)
}

async function sweepDead(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^(claim|dead|unpacking)-/.test(name))
  for (const name of names) if (!ownerLives(join(folder, name))) await remove(join(folder, name))
}

function ownerLives(path: string): boolean {
  try {
    return isAlive(JSON.parse(readFileSync(join(path, 'owner.json'), 'utf8')) as ProcessIdentity)
  } catch {
    const pid = Number(/-(\d+)$/.exec(path)?.[1])
    return identify(pid) !== null // a claim that is just being written
  }
}

const remove = (path: string) => rm(path, { recursive: true, force: true })
