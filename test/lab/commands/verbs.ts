import { Command } from 'commander'
import pc from 'picocolors'
import { allChapters, type Chapter, ChapterProblem, findChapter } from '../chapters.ts'
import { listed, listText } from '../learner/chapter-list.ts'
import { differenceOf, differenceText, solutionOf } from '../learner/diff.ts'
import { hintFor, hintText } from '../learner/hints.ts'
import { type Progress, readProgress } from '../learner/progress.ts'
import { reset } from '../learner/reset.ts'
import { firstOpen, standingOf } from '../learner/standing.ts'
import { fail, wholeNumber } from './shared.ts'

interface Options {
  json?: boolean
  solution?: boolean
  really?: boolean
}

const chapterArgument = [
  '[chapter]',
  'number or slug: 1, 01, 01-auto-ack; without it, the first one that has not passed',
] as const

/** `npm run list`: every chapter, and how far you are. */
export async function listCommand(args: string[]): Promise<void> {
  await verb('list', 'Every chapter, and how far you are.', args, (program) =>
    program.action((options: Options) => {
      const { chapters, progress } = book()
      const list = listed(chapters, progress)
      say(options, list, () => listText(list, firstOpen(chapters, progress)?.slug ?? null))
    }),
  )
}

/** `npm run hint 1`: the first hint of chapter 1. `npm run hint 1 2`: the second. It fits what your file last failed with. */
export async function hintCommand(args: string[]): Promise<void> {
  await verb('hint', 'A hint that fits what your file failed with last.', args, (program) =>
    program
      .argument(...chapterArgument)
      .argument('[level]', 'from 1, a nudge, to 3, nearly the answer', wholeNumber, 1)
      .action((wanted: string | undefined, level: number, options: Options) => {
        const { chapter, progress } = chosen(wanted)
        const hint = hintFor(chapter, level, progress)
        say(options, hint, () => hintText(hint, `npm run hint ${chapter.number} ${level + 1}   # says more`))
      }),
  )
}

/** `npm run diff 1`: what you have changed. `npm run diff 1 -- --solution`: what the solution does otherwise. */
export async function diffCommand(args: string[]): Promise<void> {
  await verb('diff', 'What you have changed since the start, or what the solution does otherwise.', args, (program) =>
    program
      .argument(...chapterArgument)
      .option('--solution', 'compare with the solution: after a pass, or with --really')
      .option('--really', 'show the solution before a pass')
      .action((wanted: string | undefined, options: Options) => {
        const { chapter, progress } = chosen(wanted)
        if (options.solution)
          mayShowSolution(chapter, progress, options, `npm run diff ${chapter.number} -- --solution --really`)
        const difference = differenceOf(chapter, options.solution ? 'solution' : 'start')
        say(options, difference, () => differenceText(difference))
      }),
  )
}

/** `npm run reset 1`: the exercise as it was shipped. Yours is kept. */
export async function resetCommand(args: string[]): Promise<void> {
  await verb('reset', 'Puts the exercise back to its start, and keeps a dated copy of yours.', args, (program) =>
    program.argument(...chapterArgument).action((wanted: string | undefined, options: Options) => {
      if (wanted === undefined) throw new ChapterProblem('Which chapter? For example: npm run reset 1')
      const { chapter } = chosen(wanted)
      const done = reset(chapter)
      const kept = done.kept === null ? 'There was nothing of yours to keep.' : `Yours is kept: ${done.kept}`
      say(options, { chapter: chapter.slug, ...done }, () => `${done.file} is as it was shipped.\n${kept}`)
    }),
  )
}

/** `npm run solution 1`: a right answer, after a pass or when you insist. */
export async function solutionCommand(args: string[]): Promise<void> {
  await verb('solution', 'A right answer: after a pass, or when you insist.', args, (program) =>
    program
      .argument(...chapterArgument)
      .option('--really', 'show it before a pass')
      .action((wanted: string | undefined, options: Options) => {
        const { chapter, progress } = chosen(wanted)
        mayShowSolution(chapter, progress, options, `npm run solution ${chapter.number} -- --really`)
        const solution = solutionOf(chapter)
        say(
          options,
          { chapter: chapter.slug, ...solution },
          () => `${pc.bold(solution.file)}\n\n${solution.text.trimEnd()}`,
        )
      }),
  )
}

/** Who has not passed must ask twice: a solution that was seen too early teaches less. */
function mayShowSolution(chapter: Chapter, progress: Progress, { really }: Options, again: string): void {
  const standing = standingOf(chapter, progress)
  if (really || standing === 'passed' || standing === 'check-again') return
  throw new ChapterProblem(
    `${chapter.slug} has not passed yet. There are hints: npm run hint ${chapter.number}\nTo see the solution all the same: ${again}`,
  )
}

async function verb(name: string, about: string, args: string[], define: (program: Command) => Command): Promise<void> {
  const program = new Command(`npm run ${name} --`)
    .description(about)
    .option('--json', `as one line of JSON on standard output (use: npm -s run ${name} -- …)`)
  await define(program).parseAsync(args, { from: 'user' }).catch(fail)
}

function book(): { chapters: Chapter[]; progress: Progress } {
  const { progress, trouble } = readProgress()
  if (trouble !== null) console.error(pc.yellow(`! ${trouble}`))
  return { chapters: allChapters(), progress }
}

function chosen(wanted: string | undefined): { chapter: Chapter; progress: Progress } {
  const { chapters, progress } = book()
  if (wanted !== undefined) return { chapter: findChapter(wanted, chapters), progress }
  const chapter = firstOpen(chapters, progress) ?? chapters.at(-1)
  if (chapter === undefined) throw new ChapterProblem('There are no chapters in this checkout.')
  return { chapter, progress }
}

function say({ json }: Options, object: object, text: () => string): void {
  console.log(json ? JSON.stringify(object) : text())
}
