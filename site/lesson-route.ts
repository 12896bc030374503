import { BrokenContent, type Place } from './broken-content.ts'
import { answerIds, type Death, stopIds } from './picture/route.ts'

/** What a lesson says about the way of an order: where it can get lost, and which answer nobody waits for. */
export interface LessonRoute {
  deaths: (Death & { at: string })[]
  missing: string[]
}

/** Reads the key `route` of a lesson's front matter. Throws `BrokenContent` when it names a stop that isn't there. */
export function readLessonRoute(value: unknown, at: Place): LessonRoute {
  const { deaths, missing = [] } = (value ?? {}) as { deaths?: unknown; missing?: unknown }
  if (!Array.isArray(deaths) || deaths.length === 0) {
    throw new BrokenContent(
      at,
      '"route" does not say where an order can get lost.',
      'List under "route:" and "deaths:" at least one "at: STOP" with "how: TEXT".',
    )
  }
  for (const { at: stop, how } of deaths as { at?: unknown; how?: unknown }[]) {
    refuseUnknown(stop, stopIds, 'stop', at)
    if (typeof how === 'string' && how.trim() !== '') continue
    throw new BrokenContent(
      at,
      `the death at "${stop}" has no text.`,
      'Add "how: TEXT", and quote it when it holds ": ".',
    )
  }
  if (!Array.isArray(missing)) throw new BrokenContent(at, '"missing" must be a list.', 'Write "missing: [ack]".')
  for (const answer of missing) refuseUnknown(answer, answerIds, 'answer', at)
  return { deaths: (deaths as { at: string; how: string }[]).map(({ at, how }) => ({ at, how })), missing }
}

function refuseUnknown(id: unknown, known: string[], what: string, at: Place): void {
  if (known.includes(String(id))) return
  throw new BrokenContent(at, `the way of an order has no ${what} "${id}".`, `It has ${known.join(', ')}.`)
}
