import { BrokenContent, type Place } from './broken-content.ts'
import { type Chunk, type Section, slug, splitSections } from './chunk.ts'
import { type Evidence, readEvidence } from './evidence.ts'
import { type Item, readItems } from './list-items.ts'
import { curled } from './plain-text.ts'
import { readSigns, type Signs } from './signs.ts'
import { texts } from './texts.ts'

/** From the easiest to the hardest. */
export const LEVELS = ['junior', 'middle', 'senior'] as const
export type Level = (typeof LEVELS)[number]

/** One question that an interviewer asks, and all that is built on it. */
export interface Question {
  id: string
  /** Markdown, one line. */
  title: string
  line: number
  level: Level
  /** What the interviewer wants to find out. */
  after: string
  /** The questions that prepare this one, as written: 'consumer-loss', or '01-auto-ack/consumer-loss' in another chapter. */
  buildsOn: Chunk[]
  /** The answer in 30 seconds. */
  answer: Chunk
  followUps: FollowUp[]
  wrongAnswer: Chunk
  /** Not for the one who answers: for a friend who asks. */
  signs: Signs
  evidence: Evidence[]
}

export interface FollowUp {
  /** Markdown, one line. */
  question: string
  answer: Chunk
}

/** Reads one question with all its parts. Throws `BrokenContent` at the first that is missing or out of order. */
export function readQuestion(section: Section): Question {
  const at = { file: section.body.file, line: section.line }
  const { before, sections } = splitSections(section.body, 3)
  const [answer, followUps, wrongAnswer, signs, evidence] = texts.questionHeadings.map((title, index) => {
    const found = sections[index]
    if (found?.title === title) return filled(found)
    const line = found?.line ?? section.line
    throw new BrokenContent(
      { ...at, line },
      `"### ${title}" is expected here, under "${section.title}".`,
      `A question has, in this order: ${texts.questionHeadings.join(', ')}.`,
    )
  }) as [Chunk, Chunk, Chunk, Chunk, Chunk]
  const extra = sections[texts.questionHeadings.length]
  if (extra)
    throw new BrokenContent(
      { ...at, line: extra.line },
      `"### ${extra.title}" is one too many.`,
      `A question ends with "### ${texts.questionHeadings.at(-1)}".`,
    )
  return {
    id: section.id ?? slug(section.title),
    title: curled(section.title),
    line: section.line,
    ...readFacts(before, at),
    answer,
    followUps: readFollowUps(followUps),
    wrongAnswer,
    signs: readSigns(signs),
    evidence: readItems(evidence, /^-\s+/, 'List the evidence: "- scenario: id, shows: ...".').map(readEvidence),
  }
}

function readFacts(before: Chunk, at: Place): Pick<Question, 'level' | 'after' | 'buildsOn'> {
  const items = readItems(before, /^-\s+/, 'Below a question stand "- level: ..." and "- after: ...".', at)
  const fact = (key: string) => items.find(({ text }) => text.startsWith(`${key}:`))
  const [level, after, buildsOn] = [fact('level'), fact('after'), fact('builds on')]
  const other = items.find((item) => ![level, after, buildsOn].includes(item))
  if (other)
    throw new BrokenContent(other, `nobody reads "${other.text}".`, 'A question has a level, after and builds on.')
  const word = LEVELS.find((name) => name === level?.text.slice('level:'.length).trim())
  if (!word)
    throw new BrokenContent(
      level ?? at,
      level ? `"${level.text}" is not a level.` : 'the question has no level.',
      `Write "- level: " and one of ${LEVELS.join(', ')}.`,
    )
  const sought = after?.text.slice('after:'.length).trim()
  if (!sought)
    throw new BrokenContent(
      after ?? at,
      'the question does not say what the interviewer is after.',
      'Write "- after: whether you know ...".',
    )
  const ids = buildsOn?.text.slice('builds on:'.length).split(',') ?? []
  return {
    level: word,
    after: sought,
    buildsOn: ids.map((text) => ({ file: at.file, line: buildsOn?.line ?? at.line, text: text.trim() })),
  }
}

/** An interviewer goes two to five levels deep. */
function readFollowUps(chunk: Chunk): FollowUp[] {
  const todo = 'Number the follow-ups: "1. **The question?** The answer."'
  const followUps = readItems(chunk, /^\d+[.)]\s+/, todo).map(readFollowUp)
  if (followUps.length >= 2 && followUps.length <= 5) return followUps
  throw new BrokenContent(
    followUps[0]?.answer ?? chunk,
    `${followUps.length} follow-ups: a chain has two to five.`,
    todo,
  )
}

function readFollowUp(item: Item): FollowUp {
  const match = /^\*\*([\s\S]+?)\*\*\s*([\s\S]*)$/.exec(item.text)
  const [question, answer] = [match?.[1], match?.[2]]
  if (!question || !answer?.trim()) {
    throw new BrokenContent(
      item,
      'a follow-up needs a question in bold and an answer after it.',
      'Write "1. **The question?** The answer."',
    )
  }
  const linesAbove = item.text.slice(0, item.text.length - answer.length).split('\n').length - 1
  return {
    question: question.replaceAll('\n', ' '),
    answer: { file: item.file, line: item.line + linesAbove, text: answer },
  }
}

function filled(section: Section): Chunk {
  if (section.body.text.trim() !== '') return section.body
  throw new BrokenContent(
    { file: section.body.file, line: section.line },
    `nothing stands under "### ${section.title}".`,
    'Write it, or take the question out.',
  )
}
