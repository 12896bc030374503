import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { TestTerminal } from '../learner/test-terminal.ts'
import { checkout } from '../paths.ts'

/** What a phase ends with on the reader's screen. */
const phases: [string, RegExp][] = [
  ['npm run learn shows the chapter', /Edit .*exercises\//],
  ['it looks for a broker', /reading the list of Debian|Broker: /],
  ["Debian's package lists", /looking up which packages|Broker: /],
  ['which packages, and their download', /unpacking: |Broker: /],
  ['unpacking', /the broker boots/],
  ['the boot', /judging: 0 of/],
  ['the verdict, with the first lost order', /lost \d+: #/],
]

/**
 * From `git clone` to the first lost order on the screen, with everything empty: the folder, npm's cache and `.broker`.
 * It clones this checkout's last commit: what is not committed is not measured.
 */
export async function firstLostOrder(npmArgs: string[]): Promise<void> {
  const top = mkdtempSync(join(tmpdir(), 'zero-loss-first-'))
  const folder = join(top, 'clone')
  const env = newcomer(join(top, 'npm-cache'))
  const begin = performance.now()
  let last = begin
  const lap = (what: string) => {
    const now = performance.now()
    console.log(`${((now - last) / 1000).toFixed(1).padStart(6)} s  ${what}`)
    last = now
  }
  const must = (command: string, ...args: string[]) => {
    const { status, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' })
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`)
  }
  try {
    mkdirSync(folder)
    must('git', 'clone', '--quiet', checkout, '.')
    lap('git clone, from this disk')
    must('npm', 'ci', ...npmArgs)
    lap(['npm ci', ...npmArgs].join(' '))
    await using terminal = new TestTerminal('npm', ['run', 'learn'], { env, cwd: folder })
    for (const [what, end] of phases) {
      await terminal.until(end)
      lap(what)
    }
    console.log(`${((last - begin) / 1000).toFixed(1).padStart(6)} s  from git clone to the first lost order`)
    terminal.press('q')
    await terminal.ended
  } finally {
    rmSync(top, { recursive: true, force: true })
  }
}

/** The environment of somebody who has never been here: nothing of the npm that runs us, nor of this checkout's programs. */
function newcomer(npmCache: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|ZERO_LOSS|NODE_|INIT_CWD$)/.test(name))
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !entry.includes('node_modules'))
  const env = Object.fromEntries(inherited) as Record<string, string>
  return { ...env, PATH: path.join(delimiter), npm_config_cache: npmCache }
}
