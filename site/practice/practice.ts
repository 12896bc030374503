import type { MockRun } from './mock-run.ts'
import type { Repetition } from './repetition.ts'

export const VERSION = 1

/** All that a reader has practised. It stays on their machine. */
export interface Practice {
  version: typeof VERSION
  /** By the id of a question. */
  repetitions: Record<string, Repetition>
  /** The reader's own words on a question and its follow-ups, by the id of the question. */
  words: Record<string, string[]>
  /** The interviews that were held, the oldest first; the last one may still be open. */
  interviews: MockRun[]
}

export const emptyPractice = (): Practice => ({ version: VERSION, repetitions: {}, words: {}, interviews: [] })

/** Why a text can't be used. `older` holds a version when it was written by another edition of this book. */
export interface Unreadable {
  why: string
  otherVersion: boolean
}

/** Reads what was stored or exported. Whatever has not the right shape is refused as a whole: half a truth is none. */
export function readPractice(text: string): Practice | Unreadable {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { why: (error as Error).message, otherVersion: false }
  }
  if (!isRecord(value)) return { why: 'it is no object', otherVersion: false }
  if (value.version !== VERSION) {
    const version = JSON.stringify(value.version) ?? 'no version'
    return {
      why: `its version is ${version}, and this book reads version ${VERSION}`,
      otherVersion: 'version' in value,
    }
  }
  const broken = findBroken(value, practiceShape, '')
  if (broken !== null) return { why: broken, otherVersion: false }
  const { version, repetitions, words, interviews } = value as unknown as Practice
  return { version, repetitions, words, interviews }
}

export const isUnreadable = (read: Practice | Unreadable): read is Unreadable => 'why' in read

/** A shape is a check with the name of what it wants; an object with a shape for each key; or a list or a map of one shape. */
type Shape = Check | { [key: string]: Shape } | ['list' | 'map', Shape]
interface Check {
  wants: string
  isRight: (value: unknown) => boolean
}

const check = (wants: string, isRight: (value: unknown) => boolean): Check => ({ wants, isRight })
const oneOf = (...values: unknown[]) => check(`one of ${values.join(', ')}`, (value) => values.includes(value))
const text = check('a text', (value) => typeof value === 'string')
const number = check('a number', (value) => Number.isFinite(value))
const moment = check('a moment', (value) => Number.isFinite(value) && Math.abs(value as number) <= 8.64e15)

const practiceShape: Shape = {
  repetitions: [
    'map',
    {
      due: moment,
      last_review: moment,
      stability: number,
      difficulty: number,
      elapsed_days: number,
      scheduled_days: number,
      learning_steps: number,
      reps: number,
      lapses: number,
      state: oneOf(0, 1, 2, 3),
    },
  ],
  words: ['map', ['list', text]],
  interviews: [
    'list',
    {
      wishes: {
        minutes: oneOf(15, 30, 45),
        level: oneOf('junior', 'middle', 'senior'),
        chapters: ['list', text],
        seed: text,
      },
      edition: text,
      startedAt: moment,
      endedAt: check('a moment or null', (value) => value === null || moment.isRight(value)),
      questions: [
        'list',
        {
          id: text,
          buildsOn: check('a text or null', (value) => value === null || text.isRight(value)),
          steps: ['list', { grade: oneOf('missed', 'shaky', 'solid', 'skipped'), words: text }],
        },
      ],
    },
  ],
}

/** What is wrong with a value, and where: 'words.01-auto-ack/consumer-loss.0 is 5, not a text'. Null when nothing is. */
function findBroken(value: unknown, shape: Shape, path: string): string | null {
  if (isCheck(shape)) {
    return shape.isRight(value) ? null : `${path.slice(1)} is ${JSON.stringify(value) ?? 'missing'}, not ${shape.wants}`
  }
  const entries = Array.isArray(shape) ? entriesOf(value, shape[0]) : isRecord(value) ? Object.entries(shape) : null
  if (entries === null) return `${path.slice(1)} is not ${Array.isArray(shape) ? `a ${shape[0]}` : 'an object'}`
  for (const [key] of entries) {
    const inner = Array.isArray(shape) ? shape[1] : (shape[key] as Shape)
    const broken = findBroken((value as Record<string, unknown>)[key], inner, `${path}.${key}`)
    if (broken !== null) return broken
  }
  return null
}

const entriesOf = (value: unknown, kind: 'list' | 'map'): [string, unknown][] | null =>
  (kind === 'list' ? Array.isArray(value) : isRecord(value)) ? Object.entries(value as object) : null
const isCheck = (shape: Shape): shape is Check => !Array.isArray(shape) && typeof shape.isRight === 'function'
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
