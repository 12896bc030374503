import type { History, HistoryEvent } from './history.ts'
import { OrderNumbers } from './order-numbers.ts'
import { stepsOf } from './scene-of.ts'

/** What only the page of one run has room for. */
export interface Details {
  /** For each step of the scene, its events one by one, a line each. */
  frames: string[][]
  /** The last lines of each process of the judged role, whoever ended it. */
  outputs: { actor: string; lines: string[] }[]
  /** What the broker wrote into its log around the faults. */
  brokerLog: string[]
}

/** Reads from a history what its page shows besides the picture. `brokerLog`: what there is of the broker's log. */
export function detailsOf(history: History, brokerLog: string[]): Details {
  const numbers = new OrderNumbers(history.orderIds)
  return {
    frames: stepsOf(history).map(({ parts }) =>
      parts.map(({ index, orderIds }) => frameText(history.events[index] as HistoryEvent, numbers.text(orderIds))),
    ),
    outputs: history.events.flatMap((event) =>
      event.kind === 'role-exited' && event.actor.startsWith(history.candidate) && event.output.length > 0
        ? [{ actor: event.actor, lines: event.output }]
        : [],
    ),
    brokerLog: aroundFaults(history, brokerLog),
  }
}

/** '0.169 s  deliver #3  connection 1, channel 1, tag 3' */
function frameText(event: HistoryEvent, orders: string): string {
  const about: string[] = []
  if ('connection' in event) about.push(`connection ${event.connection}`)
  if ('channel' in event) about.push(`channel ${event.channel}`)
  if ('tag' in event) about.push(`tag ${event.tag}${'multiple' in event && event.multiple ? ' and all before it' : ''}`)
  if ('sequence' in event && event.sequence !== null) about.push(`number ${event.sequence}`)
  if ('exitCode' in event) about.push(event.signal ?? `exit code ${event.exitCode}`)
  const what = event.kind === 'fault' ? event.fault : event.kind
  return [`${(event.atMs / 1000).toFixed(3)} s`, `${what} ${orders}`.trim(), about.join(', ')].join('  ').trim()
}

const before = { ms: 500 }
const after = { ms: 2_000 }
const mostLines = 60

/**
 * The lines of a broker's log that were written around the faults. A line without a time belongs to the one above it.
 * A scenario without a fault has no such lines.
 */
export function aroundFaults({ events, startedAtMs }: History, log: string[]): string[] {
  const faults = events.flatMap(({ kind, atMs }) => (kind === 'fault' || kind === 'broker-back' ? [atMs] : []))
  if (startedAtMs === undefined || faults.length === 0) return []
  const [from, to] = [startedAtMs + Math.min(...faults) - before.ms, startedAtMs + Math.max(...faults) + after.ms]
  let isNear = false
  const near = log.filter((line) => {
    const time = timeOf(line)
    if (time !== null) isNear = time >= from && time <= to
    return isNear
  })
  return near.length <= mostLines ? near : [...near.slice(0, mostLines / 2), '…', ...near.slice(-mostLines / 2)]
}

/** RabbitMQ begins a line with '2026-02-03 04:05:06.789012+00:00 [info] ...'. */
function timeOf(line: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d{3})\d*([+-]\d\d:\d\d)/.exec(line)
  return match === null ? null : Date.parse(`${match[1]}T${match[2]}${match[3]}`)
}
