import { allChapters, candidatesOf, scenariosOf } from '../chapters.ts'
import { beginRun } from '../current-run.ts'
import { Lab } from '../lab.ts'
import { keepRecorded, recordedSeed } from '../recorded.ts'
import type { Report } from '../report.ts'

/** `npm run record`: plays what the chapters' pages show, and keeps it. One candidate at a time, so that the times mean something. */
export async function main(): Promise<void> {
  await beginRun(3)
  const lab = await Lab.open(7)
  for (const chapter of allChapters()) {
    const scenarios = await scenariosOf(chapter)
    const runs = new Map<string, Report>()
    const candidates = candidatesOf(chapter).filter(({ name }) => !name.includes('/right/'))
    const reports = lab.judgeAll(candidates.map(({ file }) => ({ chapter, scenarios, file, seed: recordedSeed })))
    for (const [index, { name }] of candidates.entries()) {
      const report = (await reports[index]) as Report
      console.log(`${name.padEnd(44)} ${report.code ?? report.outcome}`)
      runs.set(name.slice(chapter.slug.length + 1), report)
    }
    const wrong = [...runs].filter(([name]) => name.startsWith('wrong/')).map(([name, run]) => [name.slice(6), run])
    keepRecorded(chapter.slug, {
      exercise: runs.get('exercise') as Report,
      solution: runs.get('solution') as Report,
      wrong: Object.fromEntries(wrong) as Record<string, Report>,
    })
  }
  process.exit(0)
}
