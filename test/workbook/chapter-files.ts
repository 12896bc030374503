import { diskCheckout, requireFile } from '../../site/checkout.ts'
import { type Interview, readInterview } from '../../site/interview.ts'
import { type Lesson, readLesson } from '../../site/lesson.ts'
import { type Recorded, readRecorded } from '../../site/recorded.ts'
import { asShipped } from '../../site/shipped.ts'
import { type Candidate, type Chapter, candidatesOf, scenariosOf } from '../lab/chapters.ts'
import { checkout } from '../lab/paths.ts'
import type { Scenario } from '../lab/scenario.ts'
import type { Source } from './problem.ts'

/** What the proof reads in the head of a wrong fix, and its whole text. */
export type WrongFix = Source & Pick<Candidate, 'expected' | 'only' | 'before'>

/** All that a chapter is made of: the files, and what the site and the proof read in them. */
export interface ChapterFiles {
  slug: string
  lesson: Lesson & Source
  interview: Interview & Source
  recorded: Recorded
  scenarios: Source & { list: Scenario[] }
  /** As shipped: what a reader has made of it is the reader's. */
  exercise: Source
  /** Every file in the exercise's folder. */
  exerciseFolder: string[]
  solution: Source
  right: Source[]
  wrong: WrongFix[]
}

/**
 * Reads a chapter of this checkout.
 * @throws BrokenContent with file and line when a file is missing or can't be read
 */
export async function filesOf(chapter: Chapter): Promise<ChapterFiles> {
  const { slug, edit } = chapter
  const disk = asShipped(diskCheckout(checkout))
  const source = (file: string): Source => ({
    file,
    text: requireFile(disk, file, 'CONTRIBUTING.md says what a chapter has.'),
  })
  const [lesson, interview, recorded] = ['lesson.md', 'interview.md', 'recorded.json'].map((name) =>
    source(`chapters/${slug}/${name}`),
  ) as [Source, Source, Source]
  const candidates = candidatesOf(chapter).map((candidate) => ({ ...candidate, ...source(candidate.file) }))
  const ofKind = (kind: 'right' | 'wrong') => candidates.filter(({ name }) => name.startsWith(`${slug}/${kind}/`))
  return {
    slug,
    lesson: { ...lesson, ...readLesson(lesson.file, lesson.text) },
    interview: { ...interview, ...readInterview(interview.file, interview.text, slug) },
    recorded: readRecorded(recorded.file, recorded.text),
    scenarios: { ...source(`test/${slug}/scenarios.ts`), list: await scenariosOf(chapter) },
    exercise: source(edit),
    exerciseFolder: disk.list(`exercises/${slug}`),
    solution: source(edit.replace(/^exercises/, 'solutions')),
    right: ofKind('right'),
    wrong: ofKind('wrong'),
  }
}
