import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** A process for good: a process id alone is used again by the system. */
export interface ProcessIdentity {
  pid: number
  /** When it started, in the system's own unit. Compared, never read. */
  startedAt: string
}

/** Looks a process up. Returns null when there is none, or when it is a zombie that holds nothing any more. */
export function identify(pid: number): ProcessIdentity | null {
  if (!Number.isInteger(pid) || pid <= 0) return null
  const startedAt = process.platform === 'linux' ? startedAtInProc(pid) : startedAtByPs(pid)
  return startedAt === null ? null : { pid, startedAt }
}

/** Whether that very process still runs. */
export function isAlive(process: ProcessIdentity): boolean {
  return identify(process.pid)?.startedAt === process.startedAt
}

function startedAtInProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ') // the name before it may contain spaces
    if (fields[0] === 'Z' && !hasThreads(pid)) return null
    return fields[19] ?? null // starttime is field 22 of proc(5)
  } catch {
    return null
  }
}

/** A killed process is a zombie as soon as its first thread is gone: the others may still hold its ports and files. */
const hasThreads = (pid: number): boolean => readdirSync(`/proc/${pid}/task`).length > 1

function startedAtByPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}
