import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { Site } from './build.ts'

/** Makes a folder hold exactly the site. Files that did not change are left alone, and files of an older site go. */
export async function writeSite(folder: string, site: Site): Promise<void> {
  for (const [path, text] of site) {
    const target = join(folder, path)
    if ((await readOrNull(target)) === text) continue
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, text)
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    const target = join(entry.parentPath, entry.name)
    const path = target.slice(folder.length + 1).replaceAll(sep, '/')
    if (entry.isFile() && !site.has(path)) await rm(target)
  }
}

const readOrNull = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null)
