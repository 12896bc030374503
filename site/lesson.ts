import { BrokenContent } from './broken-content.ts'
import { type Chunk, type Section, splitSections } from './chunk.ts'
import { readFrontMatter, refuseOtherKeys, requireText } from './front-matter.ts'
import { type LessonRoute, readLessonRoute } from './lesson-route.ts'
import { curled } from './plain-text.ts'
import { texts } from './texts.ts'

/** A lesson.md, checked. */
export interface Lesson {
  file: string
  title: string
  /** What the interviewer asks. */
  question: string
  promise: string
  /** The file that the reader mends, relative to the checkout. */
  edit: string
  /** The code that the exercise fails with as shipped. */
  code: string
  codeLine: number
  /** Where an order can get lost on its way: the chapter's picture. */
  route: LessonRoute
  hints: [Chunk, Chunk, Chunk]
  /** One for each heading that a lesson must have, in order. */
  sections: LessonSection[]
}

export interface LessonSection {
  id: string
  title: string
  body: Chunk
}

const KEYS = ['title', 'question', 'promise', 'edit', 'code', 'route', 'hints']

/** Reads a lesson. Throws `BrokenContent` at the first thing that is missing or out of order. */
export function readLesson(file: string, text: string): Lesson {
  const front = readFrontMatter(file, text)
  refuseOtherKeys(front, KEYS)
  const lesson = {
    file,
    title: curled(requireText(front, 'title')),
    question: requireText(front, 'question'),
    promise: requireText(front, 'promise'),
    edit: requireText(front, 'edit'),
    code: requireText(front, 'code'),
    codeLine: front.lineOf('code'),
    route: readLessonRoute(front.values.route, { file, line: front.lineOf('route') }),
  }
  const hints = readHints(front.values.hints, { file, line: front.lineOf('hints') })
  return { ...lesson, hints, sections: readSections(front.body) }
}

function readHints(value: unknown, at: { file: string; line: number }): Lesson['hints'] {
  const hints = Array.isArray(value) ? value : []
  if (hints.length !== 3 || hints.some((hint) => typeof hint !== 'string' || hint.trim() === '')) {
    throw new BrokenContent(
      at,
      `there are ${hints.length} hints, and a lesson has exactly 3.`,
      'List three texts under "hints:", from a nudge to nearly the answer; quote one that holds ": ".',
    )
  }
  const chunk = (text: string): Chunk => ({ ...at, text })
  return [chunk(hints[0]), chunk(hints[1]), chunk(hints[2])]
}

function readSections(body: Chunk): LessonSection[] {
  const { before, sections } = splitSections(body, 2)
  if (before.text.trim() !== '') {
    const line = body.line + before.text.split('\n').findIndex((text) => text.trim() !== '')
    throw new BrokenContent(
      { ...body, line },
      'there is text above the first heading.',
      'Move it under "## The question".',
    )
  }
  const required = texts.lessonHeadings
  for (const [index, section] of sections.entries()) {
    if (section.title !== required[index]?.title) refuse(body.file, section, required[index]?.title)
  }
  const missing = required[sections.length]
  if (missing) {
    const line = body.line + body.text.trimEnd().split('\n').length - 1
    throw new BrokenContent({ ...body, line }, `the heading "## ${missing.title}" is missing.`, orderOfHeadings())
  }
  return sections.map((section, index) => ({ id: required[index]?.id ?? '', title: section.title, body: section.body }))
}

function refuse(file: string, section: Section, expected: string | undefined): never {
  const what = expected
    ? `the heading "## ${section.title}" stands where "## ${expected}" belongs.`
    : `the heading "## ${section.title}" is one too many.`
  throw new BrokenContent({ file, line: section.line }, what, orderOfHeadings())
}

const orderOfHeadings = () =>
  `A lesson has, in this order: ${texts.lessonHeadings.map(({ title }) => title).join(', ')}.`
