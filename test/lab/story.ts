import type { Report, TimelineLine } from './report.ts'

/**
 * Compares what two runs tell: how they ended, what was broken, and where orders got lost. What a seed, a clock or a busy
 * machine decides is left out: numbers, times, the order of lines, and what happened besides.
 * @returns a line for each difference: '-' only the recorded run tells it, '+' only the fresh one; empty: the same story
 */
export function storyDifferences(recorded: Report, fresh: Report): string[] {
  const [before, after] = [storyOf(recorded), storyOf(fresh)]
  return [
    ...[...before.difference(after)].map((line) => `- ${line}`),
    ...[...after.difference(before)].map((line) => `+ ${line}`),
  ]
}

function storyOf({ outcome, code, scenario, happened, timeline }: Report): Set<string> {
  const end = `${code ?? outcome} | ${scenario} | ${happened.lost.length > 0 ? 'orders are lost' : 'no order is lost'}`
  return new Set([end, ...timeline.filter(isTelling).map(lineOf)])
}

const isTelling = ({ kind }: TimelineLine) => kind !== 'normal'

const lineOf = ({ actor, text, kind }: TimelineLine) => `${actor} | ${withoutNumbers(text)} | ${kind}`

/** '#1 … #7 #9' and '#12' both become '#': which orders it hits is the seed's to say. Other numbers are the machine's. */
const withoutNumbers = (text: string) => text.replace(/#\d+(?:(?: …)? #\d+)*/g, '#').replace(/\d+/g, 'N')
