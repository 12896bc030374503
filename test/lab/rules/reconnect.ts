import type { History, HistoryEvent } from '../history.ts'
import type { Ledger } from '../ledger.ts'
import { isCandidate, type Judgement } from './finding.ts'

/** It lives, its connection was lost, and it has not consumed since: then nobody does. */
export function neverReconnected(history: History, { claimed, shipped }: Ledger): Judgement {
  const { events } = history
  const stuckAt = events.findLastIndex(({ kind }) => kind === 'quiet' || kind === 'deadline')
  const stuck = events[stuckAt]
  if (stuck === undefined || !isCandidate(history, stuck.actor)) return null
  const own = events.slice(0, stuckAt).filter(({ actor }) => actor === stuck.actor) // at the end the lab cuts everybody off
  const lostAt = own.findLastIndex(isLoss)
  const backAt = own.findLastIndex(({ kind }) => kind === 'consuming' || kind === 'deliver')
  if (lostAt < 0 || backAt > lostAt) return null
  const tries = own.slice(lostAt).filter(({ kind }) => kind === 'tcp-open' || kind === 'tcp-refused').length
  const waiting = claimed.difference(shipped).size
  const tried = tries === 0 ? 'it has not tried to connect since' : `it has tried to connect ${tries} times since`
  const reason = `${stuck.actor} lost its connection and never consumed again; ${tried}; ${waiting} orders wait`
  return { outcome: 'FAIL', code: 'NEVER_RECONNECTED', reason }
}

/** A connection is over, whoever ended it. */
const isLoss = ({ kind }: HistoryEvent) => kind === 'tcp-closed' || kind === 'connection-close'
