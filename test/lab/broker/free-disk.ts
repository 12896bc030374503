import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LabProblem } from '../problem.ts'

/** An unpacked broker takes 85 MB, its packages and their lists 110 more meanwhile, and a run's data a few. */
export const neededMegabytes = 300

/** What is free in the file system of a folder, whether or not the folder is there already. */
export async function freeMegabytes(folder: string): Promise<number> {
  if (!existsSync(folder)) return freeMegabytes(dirname(folder))
  const { bavail, bsize } = await statfs(folder)
  return Math.round((bavail * bsize) / 1e6)
}

/** @throws LabProblem before a download begins that can't end well */
export async function checkRoomFor(what: string, folder: string): Promise<void> {
  const free = await freeMegabytes(folder)
  if (free >= neededMegabytes) return
  throw new LabProblem(`${free} MB are free in ${folder}, and ${what} needs ${neededMegabytes} MB.`, {
    mend: roomHelp(folder),
  })
}

/** What helps where the disk is full. */
export const roomHelp = (folder: string) => [`df -h ${folder}   # then make room`, 'npm run doctor   # looks again']
