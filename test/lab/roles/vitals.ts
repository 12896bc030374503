import { readFileSync } from 'node:fs'

/** How a process is doing, as Linux tells it. */
export interface Vitals {
  /** Of the main thread, on which JavaScript runs. `running`: or it waits for a core. */
  state: 'running' | 'sleeping' | 'stopped' | 'other'
  /** Computed by the main thread so far. */
  cpuMs: number
  /** Memory of the whole process that is really there. */
  residentBytes: number
}

/** Ticks of proc(5) are USER_HZ, 100 a second on every Linux that Node runs on. */
const msPerTick = 10
const states: Record<string, Vitals['state']> = { R: 'running', S: 'sleeping', T: 'stopped', t: 'stopped' }

/** Looks at a process. Returns null when it is gone, or where there is no /proc. */
export function vitalsOf(pid: number): Vitals | null {
  try {
    const stat = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ') // the name before it may contain spaces
    const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0
    return {
      state: states[fields[0] ?? ''] ?? 'other',
      cpuMs: (Number(fields[11]) + Number(fields[12])) * msPerTick, // utime and stime are fields 14 and 15
      residentBytes: Number(resident) * 1024,
    }
  } catch {
    return null
  }
}
