import { rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { watch } from 'chokidar'
import pc from 'picocolors'
import { BrokenContent } from '../broken-content.ts'
import { diskCheckout } from '../checkout.ts'
import { createHighlighter } from '../highlight.ts'
import { LiveShelf } from '../live-shelf.ts'
import { serve } from '../serve.ts'
import { PROGRESS, readStanding } from '../verdicts.ts'
import { watchRuns } from '../watch-runs.ts'
import { makeSite, ROOT, summary } from '../workshop.ts'

const PORT = 4321
const WATCHED = ['chapters', 'exercises', 'solutions', 'test', 'site/assets', 'site/client', 'RELIABILITY.md']
const SETTLE_MS = 60
const RUNS = join(ROOT, '.runs')

const runs = diskCheckout(RUNS)
const shelf = new LiveShelf((slug) => runs.read(`${slug}/report.html`))
const standing = () => readStanding(runs, diskCheckout(ROOT))
const highlighter = createHighlighter()
await rebuild('built', 0)
shelf.judged(standing())

const served = await serve(shelf, PORT)
if (served.takenPort !== null)
  console.log(pc.yellow(`  Port ${served.takenPort} is in use, so it is the next free one.`))
console.log(
  `\n  ${pc.bold('Zero Loss')} is open at ${pc.cyan(served.address)}\n  ${pc.dim('It shows what you save, and what the judge says. Ctrl-C closes it.')}\n`,
)

const book = watch(
  WATCHED.map((path) => join(ROOT, path)),
  { ignoreInitial: true },
)
let settle: NodeJS.Timeout | undefined
book.on('all', (_event, changed) => {
  const path = relative(ROOT, changed).replaceAll(sep, '/')
  // Of the tests, the book quotes the candidates only.
  if (path.startsWith('test/') && !/^test\/[^/]+\/(wrong|right)\//.test(path)) return
  clearTimeout(settle)
  settle = setTimeout(() => rebuild(`rebuilt after ${path}`, performance.now()), SETTLE_MS)
})

watchRuns(RUNS, (slugs) => shelf.judged(standing(), slugs))
watch(join(ROOT, PROGRESS), { ignoreInitial: true }).on('all', () => shelf.judged(standing()))

// The learner's loop reads it, to name pages at their address.
const whereToRead = join(RUNS, 'book.json')
writeFileSync(whereToRead, `${JSON.stringify({ address: served.address })}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    rmSync(whereToRead, { force: true })
    served.close()
    process.exit(0)
  })
}

/** Broken content is reported, here and in the open pages, and the last good site stays. */
async function rebuild(what: string, startedAtMs: number): Promise<void> {
  try {
    const site = await makeSite(highlighter)
    shelf.show(site)
    console.log(`${pc.green('✓')} ${what}: ${summary(site, startedAtMs)}`)
  } catch (error) {
    if (!(error instanceof BrokenContent)) throw error
    console.error(`${pc.red('✗')} ${error.message}`)
    shelf.complain(error.message)
  }
}
