import { Command } from 'commander'
import { allChapters, type Candidate, type Chapter, candidatesOf, findChapter, scenariosOf } from '../chapters.ts'
import { beginRun, playsAtATime } from '../current-run.ts'
import { Lab } from '../lab.ts'
import { freshSeed } from '../random.ts'
import type { Report } from '../report.ts'
import { fail, wholeNumber } from './shared.ts'

interface Options {
  repeat: number
  seed?: number
  only?: string
  json?: boolean
}

interface Verdict {
  candidate: Candidate
  report: Report
  right: boolean
}

/** `npm run proof -- 1 --repeat 50 --only exercise,solution`: how often is the judge right? Each repeat has its own seed. */
export async function main(args: string[]): Promise<void> {
  const program = new Command('npm run proof --')
    .description('Judges candidates again and again on one warm broker, each time with another seed.')
    .argument('[chapter]', 'number or slug; all chapters without it')
    .option('--repeat <number>', 'how often', wholeNumber, 10)
    .option('--only <names>', 'comma-separated: exercise, solution, right, wrong, or a part of a name')
    .option('--seed <number>', 'the first seed', wholeNumber)
    .option('--json', 'one JSON object a line on standard output')
    .action((chapter: string | undefined, options: Options) => run(chapter, options))
  await program.parseAsync(args, { from: 'user' }).catch(fail)
}

async function run(wanted: string | undefined, { repeat, seed = freshSeed(), only, json }: Options): Promise<void> {
  const chapters = wanted === undefined ? allChapters() : [findChapter(wanted)]
  const startedAt = performance.now()
  await beginRun(playsAtATime)
  const lab = await Lab.open(playsAtATime)
  const verdicts: Verdict[] = []
  for (const chapter of chapters) {
    const candidates = candidatesOf(chapter).filter(({ name }) => isWanted(name, only))
    verdicts.push(...(await judgeAll(lab, chapter, candidates, { repeat, seed, json: json === true })))
  }
  const wrong = verdicts.filter(({ right }) => !right)
  const inconclusive = verdicts.filter(({ report }) => report.outcome === 'INCONCLUSIVE' || report.firstTry !== null)
  const seconds = (performance.now() - startedAt) / 1000
  const say = json ? console.error : console.log
  say(
    `${verdicts.length - wrong.length} right verdicts of ${verdicts.length}, ${inconclusive.length} inconclusive tries · seeds ${seed} to ${seed + repeat - 1} · ${seconds.toFixed(0)} s`,
  )
  for (const { candidate, report } of wrong)
    say(`  wrong: ${candidate.name} seed ${report.seed}: ${report.code ?? report.outcome}, ${report.reason}`)
  process.exit(wrong.length > 0 || verdicts.length === 0 ? 1 : 0)
}

/** All repeats go in at once: the number of vhosts decides how many play side by side. */
async function judgeAll(
  lab: Lab,
  chapter: Chapter,
  candidates: Candidate[],
  { repeat, seed, json }: { repeat: number; seed: number; json: boolean },
): Promise<Verdict[]> {
  const scenarios = await scenariosOf(chapter)
  const tasks = Array.from({ length: repeat }, (_, round) =>
    candidates.map((candidate) => ({ candidate, seed: seed + round })),
  )
  return Promise.all(
    tasks.flat().map(async (task) => {
      const report = await lab.judge(chapter, scenarios, task.candidate.file, task.seed)
      const right = isRight(task.candidate, report)
      const { outcome, code, happened, seconds } = report
      const line = {
        name: task.candidate.name,
        seed: task.seed,
        right,
        outcome,
        code,
        lost: happened.lost.length,
        seconds,
      }
      if (json) console.log(JSON.stringify(line))
      else console.log(`${right ? '✓' : '✗'} ${line.name.padEnd(44)} ${code ?? outcome} seed ${task.seed}`)
      return { candidate: task.candidate, report, right }
    }),
  )
}

/** Of the reader's own code nothing is expected, so no verdict about it is wrong. */
function isRight({ expected }: Candidate, { outcome, code }: Report): boolean {
  if (expected === null) return true
  return expected.outcome === outcome && (expected.outcome === 'PASS' || expected.code === code)
}

function isWanted(name: string, only: string | undefined): boolean {
  return only === undefined || only.split(',').some((part) => name.split('/').slice(1).join('/').includes(part))
}
