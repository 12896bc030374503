import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { diskCheckout } from '../../site/checkout.ts'
import { readLesson } from '../../site/lesson.ts'
import { readShipped, sealed, shippedFile } from '../../site/shipped.ts'
import { type CodeName, codes } from './codes.ts'
import { checkout } from './paths.ts'
import type { Scenario } from './scenario.ts'

/** A chapter as the lab sees it. Paths are relative to the checkout. */
export interface Chapter {
  number: number
  slug: string
  title: string
  /** What the interviewer asks. */
  question: string
  promise: string
  /** The exercise that the reader edits. */
  edit: string
  /** What the exercise fails with as shipped. */
  code: CodeName
  hints: string[]
}

/** What must come out when a candidate is judged. */
export type Expectation = { outcome: 'PASS' } | { outcome: 'FAIL'; code: CodeName }

/** A file that is judged as a chapter's answer. */
export interface Candidate {
  /** '01-auto-ack/wrong/never-ack'. */
  name: string
  /** Relative to the checkout. */
  file: string
  /** null: nothing is expected of it: it is the reader's own, or right with this version of RabbitMQ. */
  expected: Expectation | null
  /** The one scenario that catches this wrong fix. */
  only: string | null
  /** It is wrong with RabbitMQ before this version only, '4.2'. */
  before: string | null
}

/** The chapter is not there, or its files don't keep the rules of CONTRIBUTING.md. */
export class ChapterProblem extends Error {
  override readonly name = 'ChapterProblem'
}

/** All chapters, in order. */
export function allChapters(root = checkout): Chapter[] {
  const folder = join(root, 'chapters')
  const slugs = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'lesson.md')))
  return slugs.sort().map((slug) => readChapter(root, slug))
}

/**
 * Finds a chapter by number ('4', '04') or slug.
 * @throws ChapterProblem with the list of chapters when there is none
 */
export function findChapter(wanted: string, chapters = allChapters()): Chapter {
  const found = chapters.find(
    ({ number, slug }) => slug === wanted || (/^\d+$/.test(wanted) && number === Number(wanted)),
  )
  if (found !== undefined) return found
  const list = chapters.map(({ number, slug, title }) => `  ${String(number).padStart(2)}  ${slug}  ${title}`)
  throw new ChapterProblem([`There is no chapter "${wanted}". The chapters are:`, ...list].join('\n'))
}

/** Everything that a chapter's proof judges: the exercise, the solution, the right fixes and the wrong ones. */
export function candidatesOf({ slug, edit, code }: Chapter, root = checkout): Candidate[] {
  const exercise: Candidate = {
    name: `${slug}/exercise`,
    file: edit,
    expected: isAsShipped(edit, root) ? { outcome: 'FAIL', code } : null,
    ...plain,
  }
  const solution: Candidate = {
    name: `${slug}/solution`,
    file: edit.replace(/^exercises/, 'solutions'),
    expected: { outcome: 'PASS' },
    ...plain,
  }
  const fixes = (['right', 'wrong'] as const).flatMap((kind) =>
    filesIn(join(root, 'test', slug, kind)).map((path) => ({
      name: `${slug}/${kind}/${basename(path, '.ts')}`,
      file: relative(root, path),
      ...(kind === 'right' ? { expected: { outcome: 'PASS' } as const, ...plain } : headIn(path)),
    })),
  )
  return [exercise, solution, ...fixes]
}

/** The scenarios of a chapter's hidden test. */
export async function scenariosOf({ slug }: Chapter): Promise<Scenario[]> {
  const module = (await import(resolve(checkout, 'test', slug, 'scenarios.ts'))) as { scenarios: Scenario[] }
  return module.scenarios
}

/** Whether the exercise is the one that was shipped: by its text, because a checkout need not have git. */
export function isAsShipped(edit: string, root = checkout): boolean {
  const shipped = shippedText(edit, root)
  return shipped !== null && shipped === diskCheckout(root).read(edit)
}

/** The exercise as it was shipped; null when it was never sealed. */
export function shippedText(edit: string, root = checkout): string | null {
  return readShipped(diskCheckout(root)).get(edit) ?? null
}

/** Writes down the exercises as they are now. */
export function sealExercises(chapters: Chapter[], root = checkout): void {
  const edits = chapters.map(({ edit }) => edit)
  writeFileSync(join(root, shippedFile), sealed(diskCheckout(root), edits))
}

function readChapter(root: string, slug: string): Chapter {
  const lesson = readLesson(
    `chapters/${slug}/lesson.md`,
    readFileSync(join(root, 'chapters', slug, 'lesson.md'), 'utf8'),
  )
  if (!isCode(lesson.code)) {
    throw new ChapterProblem(`${lesson.file}:${lesson.codeLine}: there is no failure code "${lesson.code}".`)
  }
  return {
    number: Number.parseInt(slug, 10),
    slug,
    title: lesson.title,
    question: lesson.question,
    promise: lesson.promise,
    edit: lesson.edit,
    code: lesson.code,
    hints: lesson.hints.map(({ text }) => text),
  }
}

/** Most candidates are judged by all scenarios, on every version. */
const plain = { only: null, before: null }

/** The first lines of a wrong fix say what it must earn, and which scenario or version alone catches it. */
function headIn(path: string): Pick<Candidate, 'expected' | 'only' | 'before'> {
  const lines = readFileSync(path, 'utf8').split(/\r?\n/, 4)
  const [first = ''] = lines
  const code = /^\/\/ earns: (\w+)$/.exec(first)?.[1] ?? ''
  const only = lines.flatMap((line) => /^\/\/ only: ([\w-]+)$/.exec(line)?.[1] ?? [])[0] ?? null
  const before = lines.flatMap((line) => /^\/\/ before: (\d+\.\d+)$/.exec(line)?.[1] ?? [])[0] ?? null
  if (isCode(code)) return { expected: { outcome: 'FAIL', code }, only, before }
  throw new ChapterProblem(
    `${path}:1: a wrong fix begins with "// earns: CODE", a code of test/lab/codes.ts. This is: ${first}`,
  )
}

const isCode = (name: string): name is CodeName => Object.hasOwn(codes, name)

const filesIn = (folder: string) =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(folder, name))
