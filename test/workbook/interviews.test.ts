import { describe, expect, it } from 'vitest'
import { readBook } from '../../site/book.ts'
import { diskCheckout } from '../../site/checkout.ts'
import { LEVELS, type Question } from '../../site/question.ts'
import { asShipped } from '../../site/shipped.ts'
import { checkout } from '../lab/paths.ts'
import { problemAt } from './problem.ts'

const leastChains = 8

/** Somebody who explains speaks about 160 words a minute, and nobody counts to the last second. */
const mostWords = { in30Seconds: 100, in2Minutes: 330 }

interface Matter {
  file: string
  questions: Pick<Question, 'title' | 'line' | 'level' | 'answer'>[]
}

/** Enough chains for an interview, at every level, with answers that one can say in 30 seconds. */
function interviewProblems({ file, questions }: Matter): string[] {
  const few = questions.length < leastChains ? [`${questions.length} of at least ${leastChains} chains.`] : []
  const missing = LEVELS.filter((level) => !questions.some((question) => question.level === level))
  return [
    ...[...few, ...missing.map((level) => `no ${level} question.`)].map((what) => problemAt({ file, line: 1 }, what)),
    ...questions
      .filter(({ answer }) => wordsIn(answer.text) > mostWords.in30Seconds)
      .map(({ title, line, answer }) => problemAt({ file, line }, `${wordsIn(answer.text)} words: "${title}"`)),
  ]
}

const wordsIn = (text: string) => text.split(/\s+/).filter((word) => /\w/.test(word)).length

const book = readBook(asShipped(diskCheckout(checkout)))

it.each(book.chapters.map(({ slug, interview }) => ({ slug, interview })))(
  '$slug: enough chains, and answers that can be said',
  ({ interview }) => {
    expect(interviewProblems(interview)).toEqual([])
  },
)

describe('the opening question', () => {
  const { answers, branches, turnOffs } = book.opening

  it.each(LEVELS)('has an answer of two minutes for a %s', (level) => {
    const words = wordsIn(answers[level].text)
    expect(words).toBeGreaterThan(mostWords.in2Minutes / 2)
    expect(words).toBeLessThanOrEqual(mostWords.in2Minutes)
  })

  it('branches into every chapter, and says what makes them stop listening', () => {
    const reached = new Set(branches.flatMap(({ chains }) => chains.map(({ text }) => text.split('/')[0])))
    expect([...reached].sort()).toEqual(book.chapters.map(({ slug }) => slug))
    expect(new Set(branches.map(({ id }) => id)).size).toBe(branches.length)
    expect(turnOffs.length).toBeGreaterThanOrEqual(5)
  })
})

describe('it is noticed when', () => {
  const says = (count: number) => ({ file: 'interview.md', line: 9, text: `${'word '.repeat(count)}\n\n- \n` })
  const question = (level: Question['level'], words = 80) => ({ title: 'Why?', line: 7, level, answer: says(words) })
  const chains = (...levels: Question['level'][]) => ({
    file: 'interview.md',
    questions: levels.map((level) => question(level)),
  })
  const eight = chains('junior', 'middle', 'senior', 'senior', 'senior', 'senior', 'senior', 'senior')

  it.each<[story: string, matter: Matter, problems: string[]]>([
    ['not, when there are eight', eight, []],
    [
      'there are two, and none for a senior',
      chains('junior', 'middle'),
      ['interview.md:1: 2 of at least 8 chains.', 'interview.md:1: no senior question.'],
    ],
    [
      'an answer takes a minute',
      { ...eight, questions: [...eight.questions, question('junior', 101)] },
      ['interview.md:7: 101 words: "Why?"'],
    ],
  ])('%s', (_, broken, problems) => {
    expect(interviewProblems(broken)).toEqual(problems)
  })
})
