import { BrokenContent, type Place } from './broken-content.ts'
import { type Chunk, type Section, slug, splitSections } from './chunk.ts'
import { type Item, readItems } from './list-items.ts'
import { texts } from './texts.ts'

const LEVELS = ['junior', 'middle', 'senior', 'staff'] as const
type Level = (typeof LEVELS)[number]

/** One question that an interviewer asks, and all that is built on it. */
export interface Question {
  id: string
  /** Markdown, one line. */
  title: string
  line: number
  level: Level
  /** What the interviewer wants to find out. */
  after: string
  /** The answer in 30 seconds. */
  answer: Chunk
  followUps: FollowUp[]
  wrongAnswer: Chunk
  evidence: Evidence[]
}

export interface FollowUp {
  /** Markdown, one line. */
  question: string
  answer: Chunk
}

/** What shows that the answer is true. */
export type Evidence =
  | { kind: 'scenario'; id: string; at: Place }
  | { kind: 'wrong-fix'; name: string; at: Place }
  /** Markdown: a link, and the version that it speaks of. */
  | { kind: 'source'; text: Chunk }

/** Reads one question with all its parts. Throws `BrokenContent` at the first that is missing or out of order. */
export function readQuestion(section: Section): Question {
  const at = { file: section.body.file, line: section.line }
  const { before, sections } = splitSections(section.body, 3)
  const [answer, followUps, wrongAnswer, evidence] = texts.questionHeadings.map((title, index) => {
    const found = sections[index]
    if (found?.title === title) return filled(found)
    const line = found?.line ?? section.line
    throw new BrokenContent(
      { ...at, line },
      `"### ${title}" is expected here, under "${section.title}".`,
      `A question has, in this order: ${texts.questionHeadings.join(', ')}.`,
    )
  }) as [Chunk, Chunk, Chunk, Chunk]
  const extra = sections[texts.questionHeadings.length]
  if (extra)
    throw new BrokenContent(
      { ...at, line: extra.line },
      `"### ${extra.title}" is one too many.`,
      `A question ends with "### ${texts.questionHeadings.at(-1)}".`,
    )
  return {
    id: section.id ?? slug(section.title),
    title: section.title,
    line: section.line,
    ...readFacts(before, at),
    answer,
    followUps: readItems(followUps, /^\d+[.)]\s+/, 'Number the follow-ups: "1. **The question?** The answer."').map(
      readFollowUp,
    ),
    wrongAnswer,
    evidence: readItems(evidence, /^-\s+/, 'List the evidence: "- scenario: id".').map(readEvidence),
  }
}

function readFacts(before: Chunk, at: Place): { level: Level; after: string } {
  const items = readItems(before, /^-\s+/, 'Below a question stand "- level: ..." and "- after: ...".', at)
  const fact = (key: string) => items.find(({ text }) => text.startsWith(`${key}:`))
  const [level, after] = [fact('level'), fact('after')]
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
  return { level: word, after: sought }
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

function readEvidence(item: Item): Evidence {
  const match = /^(scenario|wrong fix|source):\s+([\s\S]+)$/.exec(item.text)
  const [kind, value] = [match?.[1], match?.[2]?.trim()]
  if (value && kind === 'scenario') return { kind, id: value, at: item }
  if (value && kind === 'wrong fix') return { kind: 'wrong-fix', name: value, at: item }
  if (value && /^\[[^\]]+\]\([^)\s]+\),\s*\S/.test(value)) return { kind: 'source', text: { ...item, text: value } }
  throw new BrokenContent(
    item,
    `"${item.text}" is not evidence.`,
    'Write "- scenario: id", "- wrong fix: name" or "- source: [title](address), version".',
  )
}

function filled(section: Section): Chunk {
  if (section.body.text.trim() !== '') return section.body
  throw new BrokenContent(
    { file: section.body.file, line: section.line },
    `nothing stands under "### ${section.title}".`,
    'Write it, or take the question out.',
  )
}
