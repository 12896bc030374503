import { readdirSync, readFileSync } from 'node:fs'

const variable = 'ZERO_LOSS_FAMILY'

/** Against those that never die: a process that waits for a broken disk does not take a SIGKILL. */
const mostRounds = 100

/** Every process that a role starts inherits this, however it detaches itself. */
export function familyMark(run: string, role: string): Record<string, string> {
  return { [variable]: `${run}.${role}` }
}

/**
 * Kills what a run, or one role of it, has started and left behind: a process that has made a session of its own is in
 * no group that could be killed. Costs one look at each process of the machine, some 20 µs.
 *
 * It needs Linux: elsewhere nothing tells whose child a process was. And one that is given an empty environment and
 * leaves its session is not found; nobody does that by accident.
 * @returns how many were killed
 */
export function killFamily(run: string, role?: string): number {
  const killed = new Set<number>()
  for (let round = 0; round < mostRounds; round += 1) {
    const left = familyOf(run, role) // the killed ones, too, until they are gone, and what they started meanwhile
    if (left.length === 0) break
    for (const pid of left) kill(pid)
    for (const pid of left) killed.add(pid)
  }
  return killed.size
}

/** The process ids of a run's family, or of one role's: the roles themselves, and what they have started. Zombies are in none. */
export function familyOf(run: string, role?: string): number[] {
  if (process.platform !== 'linux') return []
  const mark = role === undefined ? `${variable}=${run}.` : `${variable}=${run}.${role}\0`
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  return pids.filter((pid) => holds(pid, mark)).map(Number)
}

function holds(pid: string, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`).includes(mark)
  } catch {
    return false // gone, or another user's
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It went by itself between the look and the kill.
  }
}
