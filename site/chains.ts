import { BrokenContent } from './broken-content.ts'
import type { Interview } from './interview.ts'
import { LEVELS, type Question } from './question.ts'

/** The name of a question in the whole book: '01-auto-ack/consumer-loss'. */
export const chainId = (slug: string, id: string): string => `${slug}/${id}`

/**
 * The chains that each question builds on, by the name of the question, in the order of the book.
 * Throws `BrokenContent` when a question builds on one that is not there, comes later, or is harder.
 */
export function readChains(chapters: { slug: string; interview: Interview }[]): Map<string, string[]> {
  const earlier = new Map<string, Question>()
  const chains = new Map<string, string[]>()
  for (const { slug, interview } of chapters) {
    for (const question of interview.questions) {
      const ids = question.buildsOn.map((base) => {
        const id = base.text.includes('/') ? base.text : chainId(slug, base.text)
        const found = earlier.get(id)
        const todo =
          'Name a question that stands earlier in the book and is not harder: "consumer-loss", or "01-auto-ack/consumer-loss" in another chapter.'
        if (!found) throw new BrokenContent(base, `no question before this one is "${id}".`, todo)
        if (LEVELS.indexOf(found.level) <= LEVELS.indexOf(question.level)) return id
        throw new BrokenContent(base, `a ${question.level} question builds on "${id}", which is ${found.level}.`, todo)
      })
      earlier.set(chainId(slug, question.id), question)
      chains.set(chainId(slug, question.id), ids)
    }
  }
  return chains
}
