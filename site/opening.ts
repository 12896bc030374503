import { BrokenContent, type Place } from './broken-content.ts'
import { type Chunk, type Section, splitSections } from './chunk.ts'
import { readFrontMatter, refuseOtherKeys, requireText } from './front-matter.ts'
import { type Item, readItems } from './list-items.ts'
import { stopIds } from './picture/route.ts'
import { LEVELS, type Level } from './question.ts'
import { texts } from './texts.ts'

/** The question that opens the interview, and everything that an interviewer makes of the answer. */
export interface Opening {
  file: string
  question: string
  /** What the interviewer is after. */
  after: Chunk
  /** What one can say in two minutes. */
  answers: Record<Level, Chunk>
  branches: Branch[]
  turnOffs: TurnOff[]
}

/** Something that one says, and where the interviewer goes from there. */
export interface Branch {
  id: string
  line: number
  /** What was said, Markdown, one line. */
  said: string
  /** The stop on the way of an order that it speaks of: `site/picture/route.ts` draws it. */
  stop: string
  /** The next question, Markdown, one line. */
  asks: string
  /** Names of chains, '02-ack-timing/when-to-ack', in the order in which they are asked. */
  chains: Chunk[]
  /** Why it is asked. */
  why: Chunk
}

/** A sentence that makes an interviewer stop listening, and why. */
export interface TurnOff {
  said: string
  why: Chunk
}

/**
 * Reads opening.md. Throws `BrokenContent` at the first thing that is missing, out of order, or leads nowhere.
 * @param chains the names of all chains in the book
 */
export function readOpening(file: string, text: string, chains: ReadonlySet<string>): Opening {
  const front = readFrontMatter(file, text)
  refuseOtherKeys(front, ['question'])
  const { sections } = splitSections(front.body, 2)
  const [after, answers, branches, turnOffs] = inOrder(sections, texts.openingHeadings, front.body) as [
    Chunk,
    Chunk,
    Chunk,
    Chunk,
  ]
  const levels = LEVELS.map((level) => texts.levels[level])
  const spoken = inOrder(splitSections(answers, 3).sections, levels, answers)
  return {
    file,
    question: requireText(front, 'question'),
    after,
    answers: Object.fromEntries(LEVELS.map((level, index) => [level, spoken[index]])) as Record<Level, Chunk>,
    branches: splitSections(branches, 3).sections.map((section) => readBranch(section, chains)),
    turnOffs: readItems(turnOffs, /^\d+[.)]\s+/, TURN_OFF).map(readTurnOff),
  }
}

/** The texts under headings that must stand in this order, none of them empty. */
function inOrder(sections: Section[], titles: readonly string[], at: Place): Chunk[] {
  const todo = `It has, in this order: ${titles.join(', ')}.`
  const found = titles.map((title, index) => {
    const section = sections[index]
    if (section?.title === title && section.body.text.trim() !== '') return section.body
    const line = section?.line ?? at.line
    throw new BrokenContent({ file: at.file, line }, `"${title}" with a text is expected here.`, todo)
  })
  const extra = sections[titles.length]
  if (extra) throw new BrokenContent({ file: at.file, line: extra.line }, `"${extra.title}" is one too many.`, todo)
  return found
}

const BRANCH = 'Write "### What was said {#id}", "- stop: ...", "- asks: ...", "- leads to: ...", and below why.'

function readBranch({ title, id, line, body }: Section, chains: ReadonlySet<string>): Branch {
  const at = { file: body.file, line }
  const end = body.text.search(/\n\n(?!- )(?=\S)/)
  const items = end < 0 ? [] : readItems({ ...body, text: body.text.slice(0, end) }, /^-\s+/, BRANCH, at)
  const fact = (key: string): Item => {
    const item = items.find(({ text }) => text.startsWith(`${key}: `))
    if (item) return { ...item, text: item.text.slice(key.length + 2).trim() }
    throw new BrokenContent(at, `"${title}" has no "- ${key}: ..." with a text below the list.`, BRANCH)
  }
  const [stop, asks, leadsTo] = [fact('stop'), fact('asks'), fact('leads to')]
  if (id === null) throw new BrokenContent(at, `"${title}" has no id.`, BRANCH)
  if (!stopIds.includes(stop.text))
    throw new BrokenContent(stop, `the way of an order has no stop "${stop.text}".`, `It has ${stopIds.join(', ')}.`)
  const names = leadsTo.text.split(/,\s*/).map((text) => ({ ...leadsTo, text }))
  const missing = names.find(({ text }) => !chains.has(text))
  if (missing)
    throw new BrokenContent(missing, `no chain is named "${missing.text}".`, 'Write "02-ack-timing/when-to-ack".')
  const linesAbove = body.text.slice(0, end + 2).split('\n').length - 1
  const why = { file: body.file, line: body.line + linesAbove, text: body.text.slice(end + 2).trimEnd() }
  return { id, line, said: title, stop: stop.text, asks: asks.text, chains: names, why }
}

const TURN_OFF = 'Number them: "1. **What was said.** Why they stop listening."'

function readTurnOff(item: Item): TurnOff {
  const [, said, why] = /^\*\*([\s\S]+?)\*\*\s*([\s\S]+)$/.exec(item.text) ?? []
  if (!said || !why) throw new BrokenContent(item, 'the sentence in bold, or what follows it, is missing.', TURN_OFF)
  return { said: said.replaceAll('\n', ' '), why: { ...item, text: why } }
}
