import type { Level } from '../question.ts'

/** All questions of the book, as the page of the mock interview holds them. Whatever is called `html` is drawn and escaped. */
export interface Bank {
  /** Changes when the questions change: with another edition, the same seed draws another interview. */
  edition: string
  chapters: BankChapter[]
  /** In the order of the book. */
  chains: BankChain[]
}

export interface BankChapter {
  slug: string
  number: number
  title: string
  /** The address of its lesson, from the page of the mock interview. */
  href: string
}

/** What the draw of an interview needs to know of a question. */
export interface Link {
  /** '01-auto-ack/consumer-loss'. */
  id: string
  /** The slug of its chapter. */
  chapter: string
  level: Level
  /** The ids of the questions that prepare it. */
  buildsOn: string[]
  followUps: number
}

export interface BankChain extends Link {
  /** Plain text. */
  title: string
  /** The address of its page, from the page of the mock interview. */
  href: string
  /** What the interviewer wants to find out: HTML. */
  after: string
  /** The question, then its follow-ups: `ask` and `answer` are HTML. */
  steps: BankStep[]
  /** HTML. */
  wrongAnswer: string
  /** The points of a good answer: HTML. */
  good: string[]
  /** Red flags: HTML. */
  bad: string[]
  /** The first run that shows it; null when only sources do. */
  run: { name: string; href: string } | null
}

export interface BankStep {
  ask: string
  answer: string
}
