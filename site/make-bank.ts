import { createHash } from 'node:crypto'
import { type Book, type Chapter, findQuestion } from './book.ts'
import type { Draft } from './draft.ts'
import { linkRun } from './draw-evidence.ts'
import type { Evidence } from './evidence.ts'
import { addressFrom } from './links.ts'
import type { Markdown } from './markdown.ts'
import { chainPath, lessonPath } from './pages/page.ts'
import type { Bank, BankChain } from './practice/bank.ts'

/** Draws all questions of the book for the page of the draft. */
export function makeBank(book: Book, markdown: Markdown, draft: Draft): Bank {
  const chains = [...book.chains].map(([id, buildsOn]) => makeChain(id, buildsOn, book, markdown, draft))
  const drawnFrom = chains.map(({ id, level, buildsOn, followUps }) => [id, level, buildsOn, followUps])
  return {
    edition: createHash('sha256').update(JSON.stringify(drawnFrom)).digest('hex').slice(0, 8),
    chapters: book.chapters.map(({ slug, number, lesson }) => ({
      slug,
      number,
      title: lesson.title,
      href: addressFrom(draft.path, lessonPath(slug)),
    })),
    chains,
  }
}

function makeChain(id: string, buildsOn: string[], book: Book, markdown: Markdown, draft: Draft): BankChain {
  const { slug, chapter, question } = findQuestion(book, id)
  const { level, title, followUps, signs } = question
  const line = (text: string) =>
    markdown.line({ file: chapter.interview.file, line: question.line, text }, draft).text.trim()
  const blocks = (chunk: Parameters<Markdown['blocks']>[0]) => markdown.blocks(chunk, draft).text.trim()
  return {
    id,
    chapter: slug,
    level,
    buildsOn,
    followUps: followUps.length,
    title: title.replaceAll('`', ''),
    href: addressFrom(draft.path, chainPath(slug, question.id)),
    after: line(question.after),
    steps: [
      { ask: line(title), answer: blocks(question.answer) },
      ...followUps.map(({ question: ask, answer }) => ({ ask: line(ask), answer: blocks(answer) })),
    ],
    wrongAnswer: blocks(question.wrongAnswer),
    good: signs.good.map(({ text }) => line(text)),
    bad: signs.bad.map(({ text }) => line(text)),
    run: firstRun(question.evidence, chapter, draft),
  }
}

function firstRun(evidence: Evidence[], chapter: Chapter, draft: Draft): BankChain['run'] {
  const run = evidence.find((item) => item.kind === 'scenario' || item.kind === 'wrong-fix')
  return run ? linkRun(run, chapter, draft) : null
}
