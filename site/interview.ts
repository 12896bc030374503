import { BrokenContent } from './broken-content.ts'
import { splitSections } from './chunk.ts'
import { readFrontMatter, refuseOtherKeys, requireText } from './front-matter.ts'
import { type Question, readQuestion } from './question.ts'

/** An interview.md, checked. */
export interface Interview {
  file: string
  questions: Question[]
}

/** Reads the interview of a chapter. Throws `BrokenContent` at the first thing that is missing or out of order. */
export function readInterview(file: string, text: string, chapter: string): Interview {
  const front = readFrontMatter(file, text)
  refuseOtherKeys(front, ['chapter'])
  const named = requireText(front, 'chapter')
  if (named !== chapter) {
    throw new BrokenContent(
      { file, line: front.lineOf('chapter') },
      `the chapter is "${named}" in the folder "${chapter}".`,
      `Write "chapter: ${chapter}".`,
    )
  }
  const { before, sections } = splitSections(front.body, 2)
  if (before.text.trim() !== '' || sections.length === 0) {
    throw new BrokenContent(
      front.body,
      'the file must begin with a question.',
      'Write "## The question? {#id}" below the front matter.',
    )
  }
  const questions = sections.map(readQuestion)
  for (const [index, { id, line }] of questions.entries()) {
    const first = questions.findIndex((question) => question.id === id)
    if (first !== index) {
      throw new BrokenContent(
        { file, line },
        `the id "${id}" is taken by the question on line ${questions[first]?.line}.`,
        'Give each question its own {#id}.',
      )
    }
  }
  return { file, questions }
}
