import type { CodeName } from '../codes.ts'
import type { History, HistoryEvent } from '../history.ts'
import { isCandidate, type Judgement, labRoleFailed } from './finding.ts'
import { cameToBroker } from './queue.ts'

/** How a role came to be of no use: the first time in a history is the cause of what follows. */
export function gaveUp(history: History): Judgement {
  for (const event of history.events) {
    const failure = failureIn(history, event)
    if (failure === null) continue
    if (isHeartbeatInHandshake(failure.reason)) return machineTooSlow(event.actor)
    if (isCandidate(history, event.actor)) return { outcome: 'FAIL', ...failure }
    const turnedAway = turnedAwayBecause(history, failure.reason)
    if (turnedAway === 'the queue is gone') continue // whether orders went with it is the drain's to say
    if (turnedAway !== null) return { outcome: 'FAIL', ...turnedAway }
    return labRoleFailed(event.actor, failure.reason)
  }
  return null
}

/**
 * With a heartbeat of 2 s the broker sends one after a second. amqplib does not expect it before the connection is open,
 * and fails (2.3.1, lib/connection.js): a broker that needs so long for a handshake is the machine's doing, nobody's else.
 */
const isHeartbeatInHandshake = (reason: string) => /Expected ConnectionOpenOk; got <Heartbeat/.test(reason)

const machineTooSlow = (actor: string): Judgement => ({
  outcome: 'INCONCLUSIVE',
  reason: `The machine was too slow: the broker needed more than a second to let ${actor} in, and amqplib met a heartbeat in its handshake.`,
})

/** The lab's warehouse came to a queue of the candidate's and could not use it. Null: that is not what happened. */
function turnedAwayBecause(
  { candidate, events }: History,
  reason: string,
): { code: CodeName; reason: string } | 'the queue is gone' | null {
  if (candidate !== 'order-service') return null
  if (reason.includes('RESOURCE_LOCKED')) {
    return { code: 'QUEUE_LOCKED', reason: 'the warehouse was refused: the queue is exclusive to another connection' }
  }
  if (!/NOT_FOUND - no queue/.test(reason) || reason.includes('timeout')) return null
  if (events.some(({ kind }) => kind === 'queue-declared')) return 'the queue is gone'
  return { code: 'QUEUE_NOT_DECLARED', reason: 'the warehouse came, and nobody had declared its queue' }
}

function failureIn(history: History, event: HistoryEvent): { code: CodeName; reason: string } | null {
  const { actor, kind } = event
  switch (kind) {
    case 'role-unusable': {
      const { phase, message: reason } = event
      if (phase === 'load') return { code: 'DID_NOT_LOAD', reason }
      if (phase === 'export') return { code: 'NOT_EXPORTED', reason }
      if (!isNetworkError(reason) || cameToBroker(history, actor)) {
        return { code: 'DID_NOT_OPEN', reason: `${reason}${wordsOfBroker(history, actor, reason)}` }
      }
      return { code: 'NEVER_CONNECTED', reason: `${reason}; and no connection came to the desk's amqpUrl` }
    }
    case 'deadline': {
      if (event.waitedFor !== 'open') return null
      const reason = `${actor} did not open within ${event.seconds} s`
      if (cameToBroker(history, actor)) return { code: 'DID_NOT_OPEN', reason }
      return { code: 'NEVER_CONNECTED', reason: `${reason}, and no connection came to the desk's amqpUrl` }
    }
    case 'role-blocked': {
      const doing = event.how === 'busy' ? 'it computed without a pause' : 'it stood still inside of a synchronous call'
      return { code: 'BLOCKED_EVENT_LOOP', reason: `${actor} did not answer for ${event.seconds} s: ${doing}` }
    }
    case 'role-out-of-memory':
      return { code: 'OUT_OF_MEMORY', reason: `${actor} had taken ${event.megabytes} MB of memory` }
    case 'role-hung-up':
      return { code: 'HUNG_UP', reason: `${actor} closed file descriptor 3, its line to the lab` }
    case 'role-exited': {
      if (event.expected) return null
      const how = event.signal === null ? `with exit code ${event.exitCode}` : `by ${event.signal}`
      return { code: 'EXITED', reason: `${actor} exited by itself, ${how}` }
    }
    default:
      return null
  }
}

/** Why the broker closed a connection or channel: a client does not always pass it on. */
function wordsOfBroker({ events }: History, actor: string, told: string): string {
  const closing = events.find(
    (event) =>
      event.actor === actor &&
      (event.kind === 'connection-close' || event.kind === 'channel-close') &&
      event.by === 'broker',
  )
  if (closing?.kind !== 'connection-close' && closing?.kind !== 'channel-close') return ''
  return told.includes(closing.text) ? '' : `; the broker had said: ${closing.code} ${closing.text}`
}

/** Node names the reason at the system's door. */
const isNetworkError = (message: string) =>
  /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\b/.test(message)
