import type { Report } from './report.ts'

/** What a run tells, without what a seed or a clock decides: two runs of the same candidate tell the same story. */
export interface Story {
  outcome: Report['outcome']
  code: Report['code']
  scenario: string
  lossy: boolean
  /** Sorted, because lines that begin in the same millisecond may come in either order. */
  lines: string[]
}

export function storyOf({ outcome, code, scenario, happened, timeline }: Report): Story {
  const lines = timeline.map(({ actor, text, kind }) => `${actor} | ${withoutNumbers(text)} | ${kind}`)
  return { outcome, code, scenario, lossy: happened.lost.length > 0, lines: lines.sort() }
}

/** '#1 … #7 #9' and '#12' both become '#': which orders it hits is the seed's to say. */
const withoutNumbers = (text: string) => text.replace(/#\d+(?:(?: …)? #\d+)*/g, '#')
