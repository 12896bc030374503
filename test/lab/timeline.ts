import { type Group, groupsOf } from './groups.ts'
import type { History } from './history.ts'
import { OrderNumbers } from './order-numbers.ts'
import type { TimelineLine } from './report.ts'

/** Tells a history in at most `most` lines: what passed, what broke, and where orders went. */
export function timelineOf(history: History, most = 6): TimelineLine[] {
  const numbers = new OrderNumbers(history.orderIds)
  const groups = groupsOf(history).filter(({ pictureOnly }) => !pictureOnly)
  return heaviest(groups, most).map(({ atMs, actor, kind, orderIds, write }) => ({
    ...{ atMs, actor, kind },
    text: write(numbers.text(orderIds)),
  }))
}

/** Those that explain most, in their order. What broke comes first. */
export function heaviest(groups: Group[], most: number): Group[] {
  const weight = (group: Group) => (group.kind === 'normal' ? group.weight : 10 + group.weight)
  const kept = new Set([...groups].sort((a, b) => weight(b) - weight(a)).slice(0, most))
  return groups.filter((group) => kept.has(group))
}
