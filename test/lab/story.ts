import type { Step } from '../../site/picture/scene.ts'
import type { Report, TimelineLine } from './report.ts'

/**
 * Compares what two runs tell, in words and in the picture: how they ended, what was broken, and where orders got lost.
 * What a seed, a clock or a busy machine decides is left out: numbers, times, the order of lines, and what happened besides.
 * @returns a line for each difference: '-' only the recorded run tells it, '+' only the fresh one; empty: the same story
 */
export function storyDifferences(recorded: Report, fresh: Report): string[] {
  return [
    ...differences(endOf(recorded), endOf(fresh)),
    ...differences(linesOf(recorded, 'fault'), linesOf(fresh, 'fault')),
    ...differences(stepsOf(recorded, isFault), stepsOf(fresh, isFault)),
    // Which of the places where orders get lost are told depends on who was faster: one in common is enough.
    ...nothingInCommon(linesOf(recorded, 'loss'), linesOf(fresh, 'loss')),
    ...nothingInCommon(stepsOf(recorded, isLoss), stepsOf(fresh, isLoss)),
    ...(isAboutLoss(recorded) ? nothingInCommon(stepsOf(recorded, isDeath), stepsOf(fresh, isDeath)) : []),
  ]
}

function differences(before: Set<string>, after: Set<string>): string[] {
  const only = (sign: string, lines: Set<string>) => [...lines].map((line) => `${sign} ${line}`)
  return [...only('-', before.difference(after)), ...only('+', after.difference(before))]
}

const nothingInCommon = (before: Set<string>, after: Set<string>): string[] =>
  before.isDisjointFrom(after) ? differences(before, after) : []

/** Where a process exits or stalls, an order may be lost besides: that is the moment's to say. */
const isAboutLoss = ({ outcome, code }: Report): boolean => outcome === 'PASS' || /^(LOST|CLAIMED)_/.test(code ?? '')

function endOf(report: Report): Set<string> {
  const { outcome, code, scenario, happened, scene } = report
  const lost = happened.lost.length > 0 ? 'orders are lost' : 'no order is lost'
  const end = isAboutLoss(report) ? lost : 'whatever was lost besides'
  return new Set([`${code ?? outcome} | ${scenario} | ${end}`, `the picture says: ${scene?.headline}`])
}

const isFault = ({ tone }: Step) => tone === 'fault'
const isLoss = ({ tone }: Step) => tone === 'loss'
const isDeath = ({ dies }: Step) => dies !== undefined

function stepsOf({ scene }: Report, isMeant: (step: Step) => boolean): Set<string> {
  const steps = (scene?.steps ?? []).filter(isMeant)
  return new Set(
    steps.map(({ lane, to, show, text }) => {
      const arrow = to === undefined ? lane : `${lane} → ${to}`
      return `picture: ${arrow} | ${withoutNumbers(text.replace(/, \d+ times$/, ''))} | ${show.as}` // how often is the machine's
    }),
  )
}

const linesOf = ({ timeline }: Report, kind: TimelineLine['kind']): Set<string> =>
  new Set(timeline.filter((line) => line.kind === kind).map(lineOf))

const lineOf = ({ actor, text, kind }: TimelineLine) => `${actor} | ${withoutNumbers(text)} | ${kind}`

/** '#1 … #7 #9' and '#12' both become '#': which orders it hits is the seed's to say. Other numbers are the machine's. */
const withoutNumbers = (text: string) => text.replace(/#\d+(?:(?: …)? #\d+)*/g, '#').replace(/\d+/g, 'N')
