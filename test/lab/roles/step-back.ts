import { readFileSync, writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'

/** Nice value of roles: about a third of the lab's own weight. */
const roleNice = 5

/**
 * Lets the lab and the broker go first where many roles want a processor at the same time: a wire that waits for one delays
 * what it should only watch. Linux schedules by session (sched(7), autogroup) and each role has one of its own, so that
 * forty of them leave the lab a fortieth; elsewhere the process's own nice value counts. Nobody needs a privilege to step back.
 */
export function stepBack(pid: number): void {
  try {
    setPriority(pid, roleNice)
  } catch {
    return // it has ended already
  }
  try {
    const path = `/proc/${pid}/autogroup`
    if (readFileSync(path, 'utf8').endsWith('nice 0\n')) writeFileSync(path, String(roleNice))
  } catch (error) {
    // Where there are no autogroups there is no file. Without privileges the kernel takes one change in 100 ms.
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') setTimeout(() => stepBack(pid), 150).unref()
  }
}
