import { ChapterProblem, findChapter } from '../chapters.ts'
import { codes } from '../codes.ts'
import { keptReport } from '../kept-run.ts'

/** `npm run hint 1`: the first hint of chapter 1. `npm run hint 1 2`: the second. It fits what your last run failed with. */
export function main([wanted, level = '1']: string[]): void {
  try {
    console.log(hint(wanted, level))
  } catch (error) {
    if (!(error instanceof ChapterProblem)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

function hint(wanted: string | undefined, level: string): string {
  if (wanted === undefined) throw new ChapterProblem('Which chapter? For example: npm run hint 1')
  const chapter = findChapter(wanted)
  const failed = keptReport(chapter.slug)?.code ?? chapter.code
  // The lesson's own hints are about the exercise as shipped; who fails in another way needs others.
  const hints = failed === chapter.code ? chapter.hints : codes[failed].hints
  const text = hints[Number(level) - 1]
  if (text === undefined) throw new ChapterProblem(`There are ${hints.length} hints, and no number ${level}.`)
  const about = failed === chapter.code ? chapter.title : `${failed}: ${codes[failed].title}`
  const more = Number(level) < hints.length ? `npm run hint ${chapter.number} ${Number(level) + 1}   # says more` : ''
  return [`${chapter.slug} · ${about} · hint ${level} of ${hints.length}`, '', `  ${text}`, '', more]
    .join('\n')
    .trimEnd()
}
