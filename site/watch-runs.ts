import { mkdirSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { watch } from 'chokidar'

const SETTLE_MS = 60

/** A watch that runs until it is closed. */
interface Watch {
  /** Resolves when every later change will be seen. */
  ready: Promise<void>
  close(): Promise<void>
}

/**
 * Watches the folder that the judge keeps its reports in, and tells the chapters that have been judged. The folder is
 * made when it isn't there. A run's own files, a broker's among them, are many: only the reports are watched.
 */
export function watchRuns(folder: string, tell: (slugs: string[]) => void): Watch {
  mkdirSync(folder, { recursive: true })
  const isReport = (path: string) =>
    /^(\d\d-[\w-]+(\/report\.(json|html))?)?$/.test(relative(folder, path).replaceAll(sep, '/'))
  const watcher = watch(folder, { ignoreInitial: true, ignored: (path) => !isReport(path) })
  const judged = new Set<string>()
  let settle: NodeJS.Timeout | undefined
  watcher.on('all', (_event, changed) => {
    if (!/report\.(json|html)$/.test(changed)) return
    judged.add(relative(folder, changed).split(sep)[0] ?? '')
    clearTimeout(settle)
    settle = setTimeout(() => {
      tell([...judged])
      judged.clear()
    }, SETTLE_MS)
  })
  return {
    ready: new Promise((resolve) => watcher.once('ready', resolve)),
    close() {
      clearTimeout(settle)
      return watcher.close()
    },
  }
}
