import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { texts } from '../../site/texts.ts'
import { allChapters } from '../lab/chapters.ts'
import { filesOf } from './chapter-files.ts'
import { placeAt, problemAt, type Source } from './problem.ts'

/** The chapters of the finished book, as design.md orders them. */
const plan = texts.plan.map(({ slug }) => slug)

const numberOf = (slug: string) => Number.parseInt(slug, 10)

/** "chapter 11", "Chapters 02 and 03", "chapters 4 to 6"; a line may end in between. */
const mention = /\bchapters?\s+(\d+(?:(?:\s*,\s*|\s*[-–]\s*|\s+(?:and|or|to)\s+)\d+)*)/gi
const link = /\[([^\]]*)\]\(([^)\s]+)\)/g

/** Whoever names or links a chapter means one that the book has, or will have. */
function numberProblems(source: Source, planned: readonly string[] = plan): string[] {
  const at = (index: number) => placeAt(source, index)
  const known = planned.map(numberOf)
  const ownWords = source.text.replace(link, (text, _title, href) =>
    isOurs(href) ? text : text.replace(/[^\n]/g, ' '),
  )
  const mentions = [...ownWords.matchAll(mention)].flatMap(({ index, 1: list = '' }) =>
    numbersIn(list)
      .filter((number) => !known.includes(number))
      .map((number) => problemAt(at(index), `there is no chapter ${number}.`)),
  )
  const links = [...source.text.matchAll(link)].flatMap(({ index, 1: title = '', 2: href = '' }) => {
    if (!isOurs(href) || href.startsWith('#')) return []
    const path = posix.join(posix.dirname(source.file), href.replace(/#.*$/, ''))
    const slug = /^chapters\/([\w-]+)\/(?:lesson|interview)\.md$/.exec(path)?.[1]
    if (slug === undefined || !planned.includes(slug))
      return [problemAt(at(index), `the link "${href}" leads to no chapter of the book.`)]
    const named = [...title.matchAll(mention)].flatMap((match) => numbersIn(match[1] ?? ''))
    return named.length === 0 || named.includes(numberOf(slug))
      ? []
      : [problemAt(at(index), `the link says "${title}" and leads to ${slug}.`)]
  })
  return [...mentions, ...links]
}

/** A link to another site may speak of a chapter of another book. */
const isOurs = (href: string) => !/^\w+:/.test(href)

const numbersIn = (list: string) => [...list.matchAll(/\d+/g)].map(([number]) => Number(number))

it('the plan has the chapters 01 to 15, in order', () => {
  expect(plan.map((slug) => slug.slice(0, 3))).toEqual(
    Array.from({ length: 15 }, (_, index) => `${String(index + 1).padStart(2, '0')}-`),
  )
})

it.each(allChapters())('$slug: it is in the plan, and so are the chapters that it names', async (chapter) => {
  expect(plan).toContain(chapter.slug)
  const { lesson, interview } = await filesOf(chapter)
  expect([lesson, interview].flatMap((source) => numberProblems(source))).toEqual([])
})

describe('it is noticed when', () => {
  it.each<[story: string, text: string, problems: string[]]>([
    [
      'not, when the chapters are planned',
      'See chapter 2, Chapters 01 and 02, and [chapter 2](../02-b/lesson.md#x).',
      [],
    ],
    ['not, when a link leads out of the book', '[chapter 9 of it](https://example.org/16-x/lesson.md), [up](#top)', []],
    ['not, when it is no number', 'this chapter, the chapter, chapter by chapter, 3 chapters', []],
    ['a chapter is not planned', 'a\nsee chapter 3', ['chapters/01-a/lesson.md:2: there is no chapter 3.']],
    ['it stands at the end of a line', 'see chapter\n03', ['chapters/01-a/lesson.md:1: there is no chapter 3.']],
    ['it is the second of two', 'chapters 2 and 7', ['chapters/01-a/lesson.md:1: there is no chapter 7.']],
    [
      'a link leads to no chapter',
      '[b](../2-b/lesson.md)',
      ['chapters/01-a/lesson.md:1: the link "../2-b/lesson.md" leads to no chapter of the book.'],
    ],
    [
      'a link leads to no page',
      '[b](../02-b/recorded.json)',
      ['chapters/01-a/lesson.md:1: the link "../02-b/recorded.json" leads to no chapter of the book.'],
    ],
    [
      'a link leads elsewhere',
      '\n[chapter 1](../02-b/interview.md)',
      ['chapters/01-a/lesson.md:2: the link says "chapter 1" and leads to 02-b.'],
    ],
  ])('%s', (_, text, problems) => {
    expect(numberProblems({ file: 'chapters/01-a/lesson.md', text }, ['01-a', '02-b'])).toEqual(problems)
  })
})
