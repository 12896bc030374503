import type { Checkout } from '../../site/checkout.ts'
import { english, type Texts } from '../../site/texts.ts'
import { fixtureCheckout } from './fixture.ts'

/** Stands at the end of every sentence of the second catalogue. No text of the fixture holds it. */
export const MARK = '々'

/** A second catalogue: every word of it is English with a mark, so that a word that does not come from it is seen. */
export const marked: Texts = { ...(mark(english) as Texts), lang: 'zh', language: '中文' }

const WRITTEN = [
  'home.md',
  'loss-paths.yaml',
  'glossary.yaml',
  'equivalence.yaml',
  'opening.md',
  '01-auto-ack/lesson.md',
  '01-auto-ack/interview.md',
]

/** The fixture with an edition in the marked language, that has only the first chapter. `changes` are files of that edition. */
export function bilingual(changes: Record<string, string> = {}): Checkout {
  const plain = fixtureCheckout()
  const inChinese = WRITTEN.flatMap((name) => {
    const text = plain.read(`chapters/${name}`)
    if (text === undefined) return []
    // What leads to the chapter that is not translated leads nowhere: an edition is checked as a book of its own.
    const own = text
      .replaceAll('The warehouse that forgets', '健忘的仓库')
      .replaceAll('02-ack-timing', '01-auto-ack')
      .replace('../01-auto-ack/lesson.md#why', '#why')
    return [[`chapters/zh/${name}`, changes[name] ?? withMarkedHeadings(own)] as const]
  })
  return fixtureCheckout(Object.fromEntries(inChinese))
}

/**
 * Of the texts of a page of the marked edition, those that the interface says in English: without a mark, and nowhere in
 * what authors, or the lab, have written.
 */
export function leftInEnglish(shown: readonly string[], checkout: Checkout): string[] {
  const written = plain(allFiles(checkout, '').join(' '))
  const isLeft = (text: string) =>
    /[a-z]{2}/i.test(text) &&
    !text.includes(MARK) &&
    (sentences.has(text.trim()) || !written.includes(withoutNumber(plain(text))))
  return [...new Set(shown.filter(isLeft))]
}

const headings: string[] = [
  ...english.lessonHeadings.map(({ title }) => title),
  ...english.questionHeadings,
  ...english.openingHeadings,
  ...Object.values(english.levels),
]

/** The headings that the catalogue asks for. */
const withMarkedHeadings = (text: string): string =>
  text.replace(/^(##+ )(.+)$/gm, (all, sign, title) => (headings.includes(title) ? `${sign}${title}${MARK}` : all))

/** An id is no word; what a function says is marked when it is said. */
function mark(words: unknown, key = ''): unknown {
  if (typeof words === 'string') return ['id', 'slug', 'at'].includes(key) ? words : words + MARK
  if (typeof words === 'function') return (...values: unknown[]) => words(...values) + MARK
  if (Array.isArray(words)) return words.map((one) => mark(one))
  return Object.fromEntries(Object.entries(words as object).map(([name, one]) => [name, mark(one, name)]))
}

/** What the English catalogue says in more than one word: nobody else says it by chance. */
const sentences = new Set(leaves(english).filter((text) => text.includes(' ')))

function leaves(words: unknown): string[] {
  if (typeof words === 'string') return [words]
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(leaves) : []
}

function allFiles(checkout: Checkout, folder: string): string[] {
  return ['chapters', 'exercises', 'solutions', 'test'].flatMap((top) => filesBelow(checkout, folder + top))
}

function filesBelow(checkout: Checkout, path: string): string[] {
  const text = checkout.read(path)
  if (text !== undefined) return [path, text]
  return checkout.list(path).flatMap((name) => filesBelow(checkout, `${path}/${name}`))
}

/** Letters and digits: no signs of Markdown, no quotes of either kind, and names of files as words. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The number of a chapter or of a question stands before what authors have written. */
const withoutNumber = (text: string): string => text.replace(/^\d+ /, '')
