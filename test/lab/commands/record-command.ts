import { basename } from 'node:path'
import { allChapters, type Candidate, candidatesOf, findChapter, scenariosOf } from '../chapters.ts'
import { beginRun } from '../current-run.ts'
import { Lab } from '../lab.ts'
import { LabProblem } from '../problem.ts'
import { keepRecorded, recordedSeed } from '../recorded.ts'
import type { Report } from '../report.ts'

/** More than the scenarios of a chapter; each more makes a reboot longer. */
const vhosts = 8

/**
 * `npm run record [chapter]`: plays what the chapters' pages show, and keeps it. Each plays alone, so that its times mean
 * something: side by side most of a picture would be the wait for the others of the round.
 */
export async function main(args: string[]): Promise<void> {
  const chapters = args[0] === undefined ? allChapters() : [findChapter(args[0])]
  await beginRun(vhosts)
  const lab = await Lab.open(4)
  for (const chapter of chapters) {
    const scenarios = await scenariosOf(chapter)
    const candidates = candidatesOf(chapter).filter(({ name }) => !name.includes('/right/'))
    const runs = new Map<string, Report>()
    const keep = ({ name, expected }: Candidate, report: Report) => {
      const earned = report.code ?? report.outcome
      const must = expected?.outcome === 'FAIL' ? expected.code : expected?.outcome
      if (must !== undefined && must !== earned) {
        throw new LabProblem(`${name} earned ${earned} instead of ${must}, so nothing is kept: ${report.reason}`, {
          mend: [`npm run record ${chapter.number}   # on a machine that is not busy`],
        })
      }
      console.log(`${name.padEnd(52)} ${report.code ?? report.outcome}`)
      runs.set(name.slice(chapter.slug.length + 1), report)
    }
    const questionOf = ({ file }: Candidate) => ({ chapter, scenarios, file, seed: recordedSeed })
    const isWrong = ({ name }: Candidate) => name.includes('/wrong/')
    let show: string | null = null
    for (const candidate of candidates.filter((one) => !isWrong(one))) {
      const report = await lab.judge({ ...questionOf(candidate), show })
      keep(candidate, report)
      show ??= report.scenario // the solution beside the exercise: the same fault
    }
    const wrong = candidates.filter(isWrong)
    for (const candidate of wrong) keep(candidate, await lab.judge(questionOf(candidate)))
    keepRecorded(chapter.slug, {
      exercise: runs.get('exercise') as Report,
      solution: runs.get('solution') as Report,
      wrong: Object.fromEntries(
        wrong.map(({ name }) => [basename(name), runs.get(`wrong/${basename(name)}`) as Report]),
      ),
    })
  }
  process.exit(0)
}
