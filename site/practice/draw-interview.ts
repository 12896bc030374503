import { Random } from '../../test/lab/random.ts'
import { LEVELS, type Level } from '../question.ts'
import type { Link } from './bank.ts'

export const MINUTES = [15, 30, 45] as const

/** What decides an interview. The same wishes and the same questions are the same interview, on every machine. */
export interface Wishes {
  minutes: (typeof MINUTES)[number]
  /** No question is harder, and the interview climbs to it. */
  level: Level
  /** Slugs. */
  chapters: string[]
  seed: string
}

/** One question of an interview. */
export interface Drawn {
  id: string
  /** The question that was asked before, and that this one builds on; null when a new subject begins. */
  buildsOn: string | null
}

/** How long a question takes with its follow-ups: two minutes for the answer, one for each follow-up. */
export const minutesOf = ({ followUps }: Link): number => 2 + followUps

/**
 * Draws an interview: each question builds on the last one where there is such a question, else on an earlier one,
 * else a new subject begins. Nobody is asked what an earlier question has given away. It ends when the next one
 * would not fit; the first one always does.
 */
export function drawInterview(links: readonly Link[], wishes: Wishes): Drawn[] {
  const random = new Random(seedOf(wishes.seed))
  const pool = links.filter((link) => wishes.chapters.includes(link.chapter) && isWithin(link.level, wishes.level))
  const drawn: Drawn[] = []
  for (let minutes: number = wishes.minutes; ; ) {
    const left = pool.filter((link) => !asked(link.id) && link.buildsOn.every((id) => asked(id) || !inPool(id)))
    const fitting = drawn.length === 0 ? left : left.filter((link) => minutesOf(link) <= minutes)
    const [first, ...others] = nextOnes(fitting)
    if (!first) return drawn
    const next = random.pick([first, ...others])
    drawn.push({ id: next.id, buildsOn: latest(next.buildsOn.filter(asked)) })
    minutes -= minutesOf(next)
  }

  function nextOnes(fitting: Link[]): Link[] {
    const last = drawn.at(-1)?.id ?? ''
    const onLast = fitting.filter(({ buildsOn }) => buildsOn.includes(last))
    if (onLast.length > 0) return onLast
    const onEarlier = fitting.filter(({ buildsOn }) => buildsOn.some(asked))
    if (onEarlier.length > 0) return onEarlier
    const climbing = fitting.filter((link) => leadsTo(link, wishes.level))
    return climbing.length > 0 ? climbing : fitting
  }
  function asked(id: string): boolean {
    return drawn.some((one) => one.id === id)
  }
  function inPool(id: string): boolean {
    return pool.some((link) => link.id === id)
  }
  function latest(ids: string[]): string | null {
    return drawn.findLast(({ id }) => ids.includes(id))?.id ?? null
  }
  /** A question of the wished level, or one that such a question builds on in some steps. */
  function leadsTo({ id, level }: Link, wished: Level): boolean {
    return level === wished || pool.some((link) => link.buildsOn.includes(id) && leadsTo(link, wished))
  }
}

const isWithin = (level: Level, limit: Level): boolean => LEVELS.indexOf(level) <= LEVELS.indexOf(limit)

/** FNV-1a, 32 bits: a text becomes a number. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text.trim().toLowerCase()) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return hash
}
