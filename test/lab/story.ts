import type { Report, TimelineLine } from './report.ts'

/**
 * Compares what two runs tell: how they ended, what was broken, and where orders got lost. What a seed, a clock or a busy
 * machine decides is left out: numbers, times, the order of lines, and what happened besides.
 * @returns a line for each difference: '-' only the recorded run tells it, '+' only the fresh one; empty: the same story
 */
export function storyDifferences(recorded: Report, fresh: Report): string[] {
  const [before, after] = [storyOf(recorded), storyOf(fresh)]
  const [reason, newReason] = [linesOf(recorded, 'loss'), linesOf(fresh, 'loss')]
  // A timeline has room for a few of the places where orders got lost: one in common is enough.
  const isSameReason = !reason.isDisjointFrom(newReason) || reason.size + newReason.size === 0
  return [
    ...[...before.difference(after), ...(isSameReason ? [] : reason)].map((line) => `- ${line}`),
    ...[...after.difference(before), ...(isSameReason ? [] : newReason)].map((line) => `+ ${line}`),
  ]
}

function storyOf(report: Report): Set<string> {
  const { outcome, code, scenario, happened } = report
  const end = `${code ?? outcome} | ${scenario} | ${happened.lost.length > 0 ? 'orders are lost' : 'no order is lost'}`
  return new Set([end, ...linesOf(report, 'fault')])
}

const linesOf = ({ timeline }: Report, kind: TimelineLine['kind']): Set<string> =>
  new Set(timeline.filter((line) => line.kind === kind).map(lineOf))

const lineOf = ({ actor, text, kind }: TimelineLine) => `${actor} | ${withoutNumbers(text)} | ${kind}`

/** '#1 … #7 #9' and '#12' both become '#': which orders it hits is the seed's to say. Other numbers are the machine's. */
const withoutNumbers = (text: string) => text.replace(/#\d+(?:(?: …)? #\d+)*/g, '#').replace(/\d+/g, 'N')
