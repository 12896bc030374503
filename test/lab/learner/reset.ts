import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Chapter, ChapterProblem, shippedText } from '../chapters.ts'
import { fromCheckout, onDesk } from './desk.ts'
import { stamp } from './progress.ts'
import { workOn } from './standing.ts'

/** Where copies of earlier work are kept. Ignored by git. */
const keptFolder = '.kept'

/** What a reset did. */
export interface Reset {
  file: string
  /** The dated copy of what was there; null when there was nothing to keep. */
  kept: string | null
}

/** Puts the exercise back to how it was shipped. The reader's own version is copied first, under the time of day. */
export function reset(chapter: Chapter, now = new Date()): Reset {
  const { slug, edit } = chapter
  const shipped = shippedText(edit)
  if (shipped === null)
    throw new ChapterProblem(`${edit} was never sealed (npm run seal), so nothing is known of its start.`)
  const path = onDesk(edit)
  const file = fromCheckout(path)
  const mine = workOn(chapter)
  if (mine === shipped) return { file, kept: null }
  const kept = mine === null ? null : keep(slug, path, now)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, shipped)
  return { file, kept: kept === null ? null : fromCheckout(kept) }
}

function keep(slug: string, path: string, now: Date): string {
  const folder = onDesk(join(keptFolder, slug))
  mkdirSync(folder, { recursive: true })
  const name = `${basename(path, '.ts')}.${stamp(now)}`
  let copy = join(folder, `${name}.ts`)
  for (let again = 2; existsSync(copy); again += 1) copy = join(folder, `${name}-${again}.ts`)
  copyFileSync(path, copy)
  return copy
}
