import { BrokenContent } from './broken-content.ts'
import { readChains } from './chains.ts'
import { type Checkout, requireFile } from './checkout.ts'
import { type Guarantee, readEquivalence } from './equivalence.ts'
import { readGlossary, type Term } from './glossary.ts'
import { type Interview, readInterview } from './interview.ts'
import { type Lesson, readLesson } from './lesson.ts'
import { type LossPath, readLossPaths } from './loss-paths.ts'
import { type Opening, readOpening } from './opening.ts'
import type { Question } from './question.ts'
import { type Recorded, readRecorded } from './recorded.ts'
import { texts } from './texts.ts'

/** All that the pages are made from. */
export interface Book {
  /** In order. */
  chapters: Chapter[]
  contents: Entry[]
  paths: LossPath[]
  glossary: Term[]
  equivalence: Guarantee[]
  /** The questions that each question builds on: '02-ack-timing/when-to-ack' to ['01-auto-ack/consumer-loss']. */
  chains: Map<string, string[]>
  /** The question with which an interview begins. */
  opening: Opening
}

export interface Chapter {
  slug: string
  number: number
  lesson: Lesson
  interview: Interview
  recorded: Recorded
}

/** A line of the contents: a written chapter, or one that is in preparation. */
export interface Entry {
  slug: string
  number: number
  title: string
  chapter: Chapter | null
}

const A_CHAPTER_HAS = 'A chapter has lesson.md, interview.md and recorded.json.'

/** Reads `chapters/`. Throws `BrokenContent` at the first thing that can't become a page. */
export function readBook(checkout: Checkout): Book {
  const slugs = checkout.list('chapters').filter((name) => /^\d\d-[\w-]+$/.test(name))
  const chapters = slugs.map((slug) => readChapter(checkout, slug))
  const written = chapters.map((chapter) => ({ ...chapter, title: chapter.lesson.title, chapter }))
  const planned = texts.plan
    .map((entry) => ({ ...entry, number: numberOf(entry.slug), chapter: null }))
    .filter(({ number }) => !written.some((entry) => entry.number === number))
  const entries = [...written, ...planned].sort((one, other) => one.number - other.number)
  const contents = entries.map(({ slug, number, title, chapter }) => ({ slug, number, title, chapter }))
  const data = (name: string): [string, string] => [
    `chapters/${name}`,
    requireFile(checkout, `chapters/${name}`, "It is one of the book's tables; see CONTRIBUTING.md."),
  ]
  const chains = readChains(chapters)
  return {
    chapters,
    contents,
    paths: readLossPaths(...data('loss-paths.yaml'), contents),
    glossary: readGlossary(...data('glossary.yaml'), contents),
    equivalence: readEquivalence(...data('equivalence.yaml')),
    chains,
    opening: readOpening(...data('opening.md'), new Set(chains.keys())),
  }
}

/** The question of an id, '01-auto-ack/consumer-loss', that the book knows. */
export function findQuestion(book: Book, id: string): { slug: string; chapter: Chapter; question: Question } {
  const [slug = '', name] = id.split('/')
  const chapter = book.chapters.find((chapter) => chapter.slug === slug)
  const question = chapter?.interview.questions.find((question) => question.id === name)
  if (!chapter || !question) throw new Error(`The book has no question "${id}".`)
  return { slug, chapter, question }
}

function readChapter(checkout: Checkout, slug: string): Chapter {
  const folder = `chapters/${slug}`
  const text = (name: string): [string, string] => [
    `${folder}/${name}`,
    requireFile(checkout, `${folder}/${name}`, A_CHAPTER_HAS),
  ]
  const lesson = readLesson(...text('lesson.md'))
  const recorded = readRecorded(...text('recorded.json'))
  const earned = recorded.exercise.code ?? recorded.exercise.outcome
  if (earned !== lesson.code) {
    const at = { file: lesson.file, line: lesson.codeLine }
    throw new BrokenContent(
      at,
      `the lesson declares ${lesson.code}, and the recorded exercise earned ${earned}.`,
      'Correct the code, or record the chapter again.',
    )
  }
  return { slug, number: numberOf(slug), lesson, recorded, interview: readInterview(...text('interview.md'), slug) }
}

const numberOf = (slug: string): number => Number.parseInt(slug, 10)
