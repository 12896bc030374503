import { emitKeypressEvents } from 'node:readline'
import { Command } from 'commander'
import { allChapters } from '../chapters.ts'
import { Loop } from '../learner/loop.ts'
import { plainScreen, terminalScreen } from '../learner/screen.ts'
import type { Report } from '../report.ts'
import { fail } from './shared.ts'

/** `npm run learn`: the first chapter that has not passed, judged at each save. */
export async function main(args: string[]): Promise<void> {
  const program = new Command('npm run learn --')
    .description('Your chapter, judged each time that you save its file.')
    .argument('[chapter]', 'number or slug; without it, the first one that has not passed')
    .option('--json', 'one report a save, as a line of JSON on standard output (use: npm -s run learn -- --json)')
    .option('--plain', 'plain lines and no keys, as where there is no terminal')
    .action(run)
  await program.parseAsync(args, { from: 'user' }).catch(fail)
}

async function run(wanted: string | undefined, { json, plain }: { json?: boolean; plain?: boolean }): Promise<void> {
  const { stdin, stdout, stderr } = process
  const hasKeys = stdin.isTTY && stdout.isTTY && process.env.TERM !== 'dumb' && !json && !plain
  const screen = hasKeys ? terminalScreen(stdout) : plainScreen(json ? stderr : stdout, stdout.columns)
  const tell = json ? (report: Report) => console.log(JSON.stringify(report)) : undefined
  const failed = (error: unknown) => {
    screen.close() // first: it takes the lines of the bottom away, and they are not those of the error
    fail(error)
  }
  const loop = new Loop({ chapters: allChapters(), screen, wanted, tellReport: tell, failed })
  process.once('exit', () => screen.close())
  if (hasKeys) listenToKeys(stdin, loop, failed)
  await loop.begin().catch(failed)
  await new Promise(() => {}) // until a key or a signal ends the process; its exit handler takes everything down
}

/** In raw mode Ctrl-C is a key like others. */
function listenToKeys(stdin: NodeJS.ReadStream, loop: Loop, failed: (error: unknown) => void): void {
  emitKeypressEvents(stdin)
  stdin.setRawMode(true)
  process.once('exit', () => stdin.setRawMode(false))
  stdin.on('keypress', (_, key: { name?: string; ctrl?: boolean }) => {
    if (key.ctrl && key.name === 'c') process.exit(130)
    if (key.ctrl) return
    loop.key(key.name ?? '').then((goesOn) => {
      if (!goesOn) process.exit(0)
    }, failed)
  })
}
