import { type Chapter, ChapterProblem } from '../chapters.ts'
import { type CodeName, codes } from '../codes.ts'
import { keptReport } from '../kept-run.ts'
import { deskRuns } from './desk.ts'
import type { Progress } from './progress.ts'

/** One hint, and what it is about. */
export interface Hint {
  chapter: string
  /** What it helps against: the code of the last failure. */
  code: CodeName
  title: string
  level: number
  of: number
  text: string
}

/** A hint that fits what the reader's file failed with last; before the first verdict, what the exercise fails with. */
export function hintFor(chapter: Chapter, level: number, progress: Progress): Hint {
  const code = lastFailure(chapter, progress) ?? chapter.code
  const isAsShipped = code === chapter.code
  // The lesson's own hints are about the exercise as shipped; who fails in another way needs others.
  const hints: readonly string[] = isAsShipped ? chapter.hints : codes[code].hints
  const text = hints[level - 1]
  if (text === undefined) throw new ChapterProblem(`There are ${hints.length} hints, and no number ${level}.`)
  const title = isAsShipped ? chapter.title : codes[code].title
  return { chapter: chapter.slug, code, title, level, of: hints.length, text }
}

/** A hint as it is printed. */
export function hintText({ chapter, code, title, level, of, text }: Hint, more: string): string {
  return [`${chapter} · ${code} · ${title} · hint ${level} of ${of}`, '', `  ${text}`, '', level < of ? more : '']
    .join('\n')
    .trimEnd()
}

function lastFailure({ slug }: Chapter, progress: Progress): CodeName | null {
  const noted = progress[slug]?.lastCode ?? null
  if (noted !== null && isCode(noted)) return noted
  return keptReport(slug, deskRuns)?.code ?? null
}

const isCode = (name: string): name is CodeName => Object.hasOwn(codes, name)
