import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beginRun, vhostsOfMany } from '../current-run.ts'
import { checkout } from '../paths.ts'
import type { RunFolder } from '../run-folder.ts'

/** With one candidate a second core is all that helps, and fewer vhosts make the boot shorter. */
const vhostsOfOne = 4

/**
 * Starts the broker for a command line that will need one. For one that won't (`--help`, an unknown chapter), it
 * returns null, and the command finds out why by itself.
 */
export function beginRunFor(args: string[]): Promise<RunFolder> | null {
  if (args.includes('--help') || args.includes('-h')) return null
  const chapter = args[0] === undefined || args[0].startsWith('-') ? undefined : args[0]
  if (chapter !== undefined && !chapterExists(chapter)) return null
  const run = beginRun(chapter === undefined || args.includes('--repeat') ? vhostsOfMany : vhostsOfOne)
  run.catch(() => {}) // the command awaits it and reports
  return run
}

function chapterExists(wanted: string): boolean {
  const folder = join(checkout, 'chapters')
  const slugs = existsSync(folder) ? readdirSync(folder) : []
  return slugs.some((slug) => slug === wanted || (/^\d+$/.test(wanted) && Number.parseInt(slug, 10) === Number(wanted)))
}
