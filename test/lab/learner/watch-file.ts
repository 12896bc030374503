import { statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { watch } from 'chokidar'

/** Editors write in several steps: this long nothing may happen before a save is told. */
const settleMs = 25

/** A watch that runs until it is closed. */
export interface FileWatch {
  /** Resolves when every later save will be seen. */
  ready: Promise<void>
  close(): Promise<void>
}

/**
 * Tells each save of one file. Its folder is watched, because many editors save by putting a new file in the place of
 * the old one.
 */
export function watchFile(path: string, saved: () => void): FileWatch {
  const folder = dirname(path)
  const watcher = watch(folder, {
    ...{ ignoreInitial: true, depth: 0, atomic: false },
    ignored: (seen) => seen !== folder && basename(seen) !== basename(path),
  })
  let settle: NodeJS.Timeout | undefined
  let last = stateOf(path)
  const look = () => {
    clearTimeout(settle)
    settle = setTimeout(() => {
      const state = stateOf(path)
      if (state === null || state === last) return // between two steps of a save, or told already
      last = state
      saved()
    }, settleMs)
  }
  watcher.on('all', look)
  watcher.on('raw', look) // chokidar swallows a change that comes within 50 ms of another: it could be the last one
  return {
    ready: new Promise((resolve) => watcher.once('ready', resolve)),
    close() {
      clearTimeout(settle)
      return watcher.close()
    },
  }
}

/** Changes with each save, also with one that changes no letter. Null while the file isn't there. */
function stateOf(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? null : `${stat.mtimeMs} ${stat.ino} ${stat.size}`
}
