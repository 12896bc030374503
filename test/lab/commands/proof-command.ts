import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Command } from 'commander'
import { allChapters, type Candidate, findChapter } from '../chapters.ts'
import { beginRun, vhostsOfMany } from '../current-run.ts'
import { Lab } from '../lab.ts'
import { checkout, runsFolder } from '../paths.ts'
import { summaryLines, summaryOf } from '../proof-summary.ts'
import { type Asked, askedOf, type ProofVerdict, verdictOf } from '../proof-verdicts.ts'
import { freshSeed } from '../random.ts'
import { delayReboots, type Stress, startBusyProcesses } from '../stress.ts'
import { fail, wholeNumber } from './shared.ts'

interface Options {
  repeat: number
  seed?: number
  only?: string
  busy: number
  rebootDelay: number
  json?: boolean
}

/** `npm run proof -- 1 --repeat 50 --only exercise,solution`: how often is the judge right? Each repeat has its own seed. */
export async function main(args: string[]): Promise<void> {
  const program = new Command('npm run proof --')
    .description('Judges candidates again and again on one warm broker, each time with another seed.')
    .argument('[chapter]', 'number or slug; all chapters without it')
    .option('--repeat <number>', 'how often', wholeNumber, 10)
    .option('--only <names>', 'comma-separated: exercise, solution, right, wrong, or a part of a name')
    .option('--seed <number>', 'the first seed; the same one asks the same questions again', wholeNumber)
    .option('--busy <number>', 'stress: so many processes that compute without a pause, beside the lab', wholeNumber, 0)
    .option('--reboot-delay <seconds>', 'stress: a broker that was ended comes back later', wholeNumber, 0)
    .option('--json', 'one JSON object a line on standard output: the verdicts, then the summary')
    .action((chapter: string | undefined, options: Options) => run(chapter, options))
  await program.parseAsync(args, { from: 'user' }).catch(fail)
}

async function run(wanted: string | undefined, options: Options): Promise<void> {
  const { repeat, seed: firstSeed = freshSeed(), json = false } = options
  const stress: Stress = { busy: options.busy, rebootDelaySeconds: options.rebootDelay }
  const chapters = wanted === undefined ? allChapters() : [findChapter(wanted)]
  const startedAt = performance.now()
  const folder = await beginRun(vhostsOfMany)
  const lab = await Lab.open(8)
  startBusyProcesses(folder, stress.busy)
  if (stress.rebootDelaySeconds > 0) delayReboots(lab.broker, stress.rebootDelaySeconds)
  const verdicts: ProofVerdict[] = []
  for (let round = 0; round < repeat; round += 1) {
    const asked = await askedOf(chapters, firstSeed + round, (candidate) => isWanted(candidate, options.only))
    verdicts.push(...(await judgeOnce(lab, asked, json)))
  }
  const { runtime, version, seconds } = lab.broker
  const summary = summaryOf(
    {
      ...{ runtime, version, firstSeed, repeats: repeat, stress, roleStarts: lab.roleStarts, ...seconds },
      wall: (performance.now() - startedAt) / 1000,
    },
    verdicts,
  )
  const path = keep(`${runtime}-${firstSeed}-${repeat}`, summary)
  if (json) console.log(JSON.stringify({ summary }))
  else console.log(['', ...summaryLines(summary), `${'kept'.padEnd(14)}${path}`].join('\n'))
  process.exit(summary.wrong.length > 0 || summary.right === 0 ? 1 : 0)
}

/** All candidates of all chapters at once: they share the rounds. */
async function judgeOnce(lab: Lab, asked: Asked[], json: boolean): Promise<ProofVerdict[]> {
  const reports = lab.judgeAll(asked.map(({ question }) => question))
  return Promise.all(
    asked.map(async ({ candidate }, index) => {
      const verdict = verdictOf(candidate, await (reports[index] as (typeof reports)[number]))
      console.log(json ? JSON.stringify(verdict) : lineOf(verdict))
      return verdict
    }),
  )
}

function lineOf({ name, seed, outcome, code, wrong, inconclusive, strain, seconds }: ProofVerdict): string {
  const isOpen = outcome === 'INCONCLUSIVE' || outcome === 'TOOL_ERROR'
  const mark = wrong !== null ? '✗' : isOpen ? '?' : '✓'
  const again = inconclusive !== null && !isOpen ? ' at the second try' : ''
  return `${mark} ${name.padEnd(54)} ${code ?? outcome}${again} seed ${seed} · ${seconds.toFixed(1)} s${strain === null ? '' : `, ${strain.who} late by ${strain.lateMs} ms`}${wrong === null ? '' : ` ${wrong}`}`
}

/** @returns the path of the file, relative to the checkout */
function keep(name: string, summary: object): string {
  const folder = join(runsFolder, 'proof')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.json`)
  writeFileSync(path, `${JSON.stringify(summary, null, 2)}\n`)
  return relative(checkout, path)
}

function isWanted({ name }: Candidate, only: string | undefined): boolean {
  return only === undefined || only.split(',').some((part) => name.split('/').slice(1).join('/').includes(part))
}
