import type { Scene, Step } from '../../site/picture/scene.ts'
import { codes } from './codes.ts'
import { deathsOf } from './deaths.ts'
import { type Group, groupsOf } from './groups.ts'
import type { History } from './history.ts'
import type { Finding } from './judge.ts'
import { ledgerOf } from './ledger.ts'
import { OrderNumbers } from './order-numbers.ts'
import { heaviest } from './timeline.ts'

/** A picture with more steps is not read to its end. What explains the verdict is never left out. */
const mostSteps = 14

/** Makes the small history that the picture of a run is drawn from. */
export function sceneOf(history: History, finding: Finding): Scene {
  const numbers = new OrderNumbers(history.orderIds)
  const steps = stepsOf(history)
  const { claimed } = ledgerOf(history)
  return {
    title: history.title,
    headline: finding.outcome === 'FAIL' ? codes[finding.code].title : headlines[finding.outcome],
    ending:
      finding.outcome === 'PASS' ? `No accepted order is lost: ${claimed.size} of ${claimed.size}` : finding.reason,
    outcome: finding.outcome === 'FAIL' ? 'broken' : finding.outcome === 'PASS' ? 'kept' : 'open',
    lost: numbers.of(steps.flatMap(({ deaths }) => deaths)),
    steps: steps.map((step) => drawnStep(step, numbers)),
  }
}

/** The groups of a history that its picture shows, in order, each with the orders that are gone with it. */
export function stepsOf(history: History): (Group & { deaths: string[] })[] {
  const groups = groupsOf(history)
  const deaths = deathsOf(history, groups)
  const telling = groups.filter((group) => group.kind !== 'normal' || deaths.has(group)).length
  return heaviest(groups, Math.max(mostSteps, telling)).map((group) => ({ ...group, deaths: deaths.get(group) ?? [] }))
}

const headlines = {
  PASS: 'The promise held',
  INCONCLUSIVE: 'Nothing may be concluded: the fault missed its window',
  TOOL_ERROR: 'The lab failed, not the code',
}

function drawnStep(
  { atMs, actor, kind, orderIds, parts, show, write, deaths }: ReturnType<typeof stepsOf>[number],
  numbers: OrderNumbers,
): Step {
  const [from = '', goal] = actor.split(' → ')
  const lane = from === 'lab' ? 'broker' : from // the lab looks into the queues
  const isBetween = show.as === 'frame' || show.as === 'break'
  const to = goal ?? (isBetween && lane !== 'broker' ? 'broker' : undefined)
  const dies = numbers.of(deaths)
  const orders = numbers.of(orderIds)
  const times = orders.length === 1 && parts.length > 2 ? `, ${parts.length} times` : ''
  return {
    ...{
      atMs,
      lane,
      ...(to === undefined ? {} : { to }),
      show,
      text: `${shortened(write(numbers.text(orderIds)))}${times}`,
      tone: kind,
    },
    ...{ orders, ...(dies.length === 0 ? {} : { dies }) },
  }
}

/** An error message of the broker may be as long as a page. */
const longestText = 110

function shortened(text: string): string {
  const plain = text.replace(/ in vhost '[^']*'/g, '')
  if (plain.length <= longestText) return plain
  return `${plain.slice(0, plain.lastIndexOf(' ', longestText))} …`
}
