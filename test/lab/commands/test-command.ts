import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import pc from 'picocolors'
import { type Chapter, ChapterProblem, findChapter } from '../chapters.ts'
import { beginRun, vhostsOfMany } from '../current-run.ts'
import { keepReport } from '../kept-run.ts'
import { noteVerdict, workOn } from '../learner/standing.ts'
import { LabProblem } from '../problem.ts'
import { freshSeed } from '../random.ts'
import type { RunFolder } from '../run-folder.ts'
import { costLine, costOf, summaryTable } from '../summary.ts'
import { terminalReport } from '../terminal-report.ts'
import { giveOrder, type JudgeOrder } from '../vitest/order.ts'
import type { Judged } from '../vitest/prove.ts'
import type { WorkbookReporter } from '../vitest/reporter.ts'
import { type exitCode, worstExitCode } from './exit-code.ts'
import { checkProofPackages } from './proof-packages.ts'
import { fail, wholeNumber } from './shared.ts'

interface Options {
  candidate?: string
  seed?: number
  repeat: number
  json?: boolean
}

/** `npm test`: proves the workbook. `npm test 4`: judges the reader's exercise of chapter 4. */
export async function main(args: string[], early: Promise<RunFolder> | null): Promise<void> {
  const program = new Command('npm test --')
    .description('Without a chapter: proves the whole workbook. With one: judges your exercise.')
    .argument('[chapter]', 'number or slug: 1, 01, 01-auto-ack')
    .option('--candidate <file>', "judge this file as the chapter's answer")
    .option('--seed <number>', 'ask the same question again', wholeNumber)
    .option('--repeat <number>', 'so many times, each with the next seed', wholeNumber, 1)
    .option('--json', 'one JSON object a line on standard output (use: npm -s test -- …)')
    .action((chapter: string | undefined, options: Options) => run(chapter, options, early))
  await program.parseAsync(args, { from: 'user' }).catch(fail)
}

async function run(wanted: string | undefined, options: Options, early: Promise<RunFolder> | null): Promise<void> {
  if (wanted === undefined && options.candidate !== undefined) {
    throw new ChapterProblem('--candidate needs a chapter: npm test -- 1 --candidate FILE')
  }
  const chapter = wanted === undefined ? null : findChapter(wanted)
  if (chapter === null) checkProofPackages()
  const order = orderFor(chapter, options)
  giveOrder(order)
  // Only the reader's own file counts, and as it is now: it may be saved again while it is judged.
  const mine = chapter === null || options.candidate !== undefined ? null : workOn(chapter)
  await (early ?? beginRun(vhostsOfMany))
  const reporter = await runVitest(chapter, chapter === null ? console.log : () => {})
  process.exitCode = 3 // whatever happens from here on
  const wallSeconds = performance.now() / 1000 // since this process began
  if (chapter === null) tellProof(reporter, order.seed, wallSeconds, options)
  else tellVerdicts(reporter, wallSeconds, options)
  if (chapter !== null && mine !== null) noteAll(chapter, mine, reporter)
  process.exit() // the run's own handler takes down what it started
}

function orderFor(chapter: Chapter | null, { candidate, seed = freshSeed(), repeat }: Options): JudgeOrder {
  if (chapter === null) return { only: null, seed, repeat, wholeWorkbook: true }
  if (candidate === undefined)
    return { only: { slug: chapter.slug, files: [chapter.edit] }, seed, repeat, wholeWorkbook: false }
  const file = resolve(process.env.INIT_CWD ?? '.', candidate) // npm runs us in the checkout, whatever the reader's folder
  if (!existsSync(file)) throw new ChapterProblem(`There is no file ${file}.`)
  return { only: { slug: chapter.slug, files: [file] }, seed, repeat, wholeWorkbook: false }
}

async function runVitest(chapter: Chapter | null, say: (line: string) => void): Promise<WorkbookReporter> {
  const [{ startVitest }, { vitestOptions }, { WorkbookReporter }] = await Promise.all([
    import('vitest/node'),
    import('../vitest/options.ts'),
    import('../vitest/reporter.ts'),
  ])
  const reporter = new WorkbookReporter(say)
  const filters = chapter === null ? [] : [`test/${chapter.slug}/`]
  const ended = startVitest('test', filters, {
    ...vitestOptions,
    ...{ config: false, watch: false, reporters: [reporter], run: true },
  })
  await Promise.race([reporter.finished, ended])
  return reporter
}

function tellProof(reporter: WorkbookReporter, seed: number, wallSeconds: number, { json }: Options): void {
  const { counts, judged } = reporter
  const rebooting = ({ report }: Judged) =>
    report.played.filter(({ brokerFault }) => brokerFault === 'crash' || brokerFault === 'shutdown').length
  const cost = costOf(judged, rebooting, wallSeconds)
  if (json) {
    for (const { candidate, report } of judged) console.log(JSON.stringify({ name: candidate.name, ...report }))
    console.log(JSON.stringify({ proof: { seed, ...counts, ...cost } }))
  } else {
    if (judged.length > 0) console.log(['', ...summaryTable(judged), ''].join('\n'))
    const yours = counts.yours > 0 ? ` · ${counts.yours} yours and not counted` : ''
    console.log(pc.dim(`seed ${seed} · ${costLine(cost)}${yours}`))
    console.log(
      `${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`,
    )
  }
  process.exitCode = counts.failed > 0 || judged.length === 0 ? 1 : 0
}

function tellVerdicts({ judged, problems }: WorkbookReporter, wallSeconds: number, { json, repeat }: Options): void {
  if (judged.length < repeat) {
    throw new LabProblem([`${repeat} verdict(s) were asked for, and ${judged.length} came.`, ...problems].join('\n'))
  }
  for (const { report: judgedReport } of judged) {
    const report =
      repeat > 1 ? judgedReport : { ...judgedReport, seconds: { ...judgedReport.seconds, wall: wallSeconds } }
    const kept = keepReport(report)
    if (json) console.log(JSON.stringify(report))
    else if (repeat === 1)
      console.log(terminalReport(report, process.stdout.columns ?? 100, next(report.outcome, report.chapter, kept)))
    else console.log(`${report.code ?? report.outcome}  seed ${report.seed}`)
  }
  process.exitCode = worstExitCode(judged.map(({ report }) => report.outcome))
}

function noteAll(chapter: Chapter, mine: string, { judged }: WorkbookReporter): void {
  for (const { report } of judged) {
    const trouble = noteVerdict(chapter, report, mine)
    if (trouble !== null) console.error(pc.yellow(`! ${trouble}`))
  }
}

function next(outcome: keyof typeof exitCode, slug: string, kept: string): string {
  const number = Number.parseInt(slug, 10)
  if (outcome === 'PASS') return `read chapters/${slug}/interview.md, or the site: npm start · picture: ${kept}`
  if (outcome === 'FAIL') return `npm run hint ${number} · picture: ${kept}`
  return `npm test ${number} · if it comes again, report it with ${kept}`
}
