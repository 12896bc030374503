import { join, relative, sep } from 'node:path'
import { watch } from 'chokidar'
import pc from 'picocolors'
import { BrokenContent } from '../broken-content.ts'
import { createHighlighter } from '../highlight.ts'
import { serve } from '../serve.ts'
import { DIST, makeSite, ROOT } from '../workshop.ts'

const PORT = 4321
const WATCHED = ['chapters', 'exercises', 'solutions', 'test', 'site/assets', 'site/client', 'site/home.md']
const SETTLE_MS = 60

const highlighter = createHighlighter()
await rebuild('built', 0)
const served = await serve(DIST, PORT)
console.log(
  `\n  ${pc.bold('Zero Loss')} is open at ${pc.cyan(served.address)}\n  ${pc.dim('It rebuilds when you save. Ctrl-C closes it.')}\n`,
)

const watcher = watch(
  WATCHED.map((path) => join(ROOT, path)),
  { ignoreInitial: true },
)
let settle: NodeJS.Timeout | undefined
watcher.on('all', (_event, changed) => {
  const path = relative(ROOT, changed).replaceAll(sep, '/')
  // Of the tests, the book quotes the candidates only.
  if (path.startsWith('test/') && !/^test\/[^/]+\/(wrong|right)\//.test(path)) return
  clearTimeout(settle)
  settle = setTimeout(() => rebuild(`rebuilt after ${path}`, performance.now()), SETTLE_MS)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    served.close()
    process.exit(0)
  })
}

/** Broken content is reported, and the last good site stays. */
async function rebuild(what: string, startedAtMs: number): Promise<void> {
  try {
    console.log(`${pc.green('✓')} ${what}: ${await makeSite(highlighter, startedAtMs)}`)
  } catch (error) {
    if (!(error instanceof BrokenContent)) throw error
    console.error(`${pc.red('✗')} ${error.message}`)
  }
}
