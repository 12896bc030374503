import { Command } from 'commander'
import { allChapters, type Candidate, type Chapter, candidatesOf, findChapter, scenariosOf } from '../chapters.ts'
import { beginRun, vhostsOfMany } from '../current-run.ts'
import { Lab } from '../lab.ts'
import { freshSeed } from '../random.ts'
import type { Report } from '../report.ts'
import type { Question } from '../trial.ts'
import { isOlder } from '../versions.ts'
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
  await beginRun(vhostsOfMany)
  const lab = await Lab.open(8)
  const verdicts: Verdict[] = []
  for (let round = 0; round < repeat; round += 1) {
    verdicts.push(...(await judgeOnce(lab, chapters, seed + round, only, json === true)))
  }
  const wrong = verdicts.filter(({ right }) => !right)
  const inconclusive = verdicts.filter(({ report }) => report.outcome === 'INCONCLUSIVE' || report.firstTry !== null)
  const seconds = (performance.now() - startedAt) / 1000
  const { boot, reboots } = lab.broker.seconds
  const say = json ? console.error : console.log
  say(
    `${verdicts.length - wrong.length} right verdicts of ${verdicts.length}, ${inconclusive.length} inconclusive tries · seeds ${seed} to ${seed + repeat - 1} · ${seconds.toFixed(0)} s`,
  )
  say(
    `boot ${boot.toFixed(1)} s · reboots ${reboots.map((one) => one.toFixed(1)).join(' ')} s · ${lab.roleStarts} role starts`,
  )
  for (const { candidate, report } of wrong)
    say(
      `  wrong: ${candidate.name} seed ${report.seed}: ${report.played.map(({ scenario, outcome, code }) => `${scenario} ${code ?? outcome}`).join(', ')}; ${report.reason}`,
    )
  process.exit(wrong.length > 0 || verdicts.length === 0 ? 1 : 0)
}

/** All candidates of all chapters at once: they share the rounds. */
async function judgeOnce(
  lab: Lab,
  chapters: Chapter[],
  seed: number,
  only: string | undefined,
  json: boolean,
): Promise<Verdict[]> {
  const questions: (Question & { candidate: Candidate })[] = []
  for (const chapter of chapters) {
    const scenarios = await scenariosOf(chapter)
    for (const candidate of candidatesOf(chapter).filter(({ name }) => isWanted(name, only))) {
      questions.push({ chapter, scenarios, candidate, file: candidate.file, seed, playAll: candidate.only !== null })
    }
  }
  const reports = lab.judgeAll(questions)
  return Promise.all(
    questions.map(async ({ candidate }, index) => {
      const report = (await reports[index]) as Report
      const right = isRight(candidate, report)
      const { outcome, code, happened, seconds } = report
      const line = { name: candidate.name, seed, right, outcome, code, lost: happened.lost.length, seconds }
      if (json) console.log(JSON.stringify(line))
      else console.log(`${right ? '✓' : '✗'} ${line.name.padEnd(48)} ${code ?? outcome} seed ${seed}`)
      return { candidate, report, right }
    }),
  )
}

/** Of the reader's own code nothing is expected, so no verdict about it is wrong; nor where the version makes it right. */
function isRight({ expected, only, before }: Candidate, { outcome, code, played, broker }: Report): boolean {
  if (expected === null || (before !== null && !isOlder(broker.version, before))) return true
  const failed = played.filter((act) => act.outcome !== 'PASS').map(({ scenario }) => scenario)
  if (only !== null && (failed.length !== 1 || failed[0] !== only)) return false
  return expected.outcome === outcome && (expected.outcome === 'PASS' || expected.code === code)
}

function isWanted(name: string, only: string | undefined): boolean {
  return only === undefined || only.split(',').some((part) => name.split('/').slice(1).join('/').includes(part))
}
