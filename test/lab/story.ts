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
  const told = timeline.filter(({ text }) => !isByTheWay(text))
  const lines = told.map(({ actor, text, kind }) => `${actor} | ${withoutNumbers(text)} | ${kind}`)
  return { outcome, code, scenario, lossy: happened.lost.length > 0, lines: lines.sort() }
}

/** The lightest lines of a timeline: a process that dies early may die before amqplib writes its first ack. */
const isByTheWay = (text: string) =>
  /^acks #[\d# …]+$/.test(text) || text.endsWith('accepted: the broker has confirmed them')

/** '#1 … #7 #9' and '#12' both become '#': which orders it hits is the seed's to say. */
const withoutNumbers = (text: string) => text.replace(/#\d+(?:(?: …)? #\d+)*/g, '#')
