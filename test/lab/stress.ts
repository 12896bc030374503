import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import type { Broker } from './broker/broker.ts'
import { dieWithParent } from './die-with-parent.ts'
import type { RunFolder } from './run-folder.ts'

/** What a proof is made hard with. */
export interface Stress {
  /** Processes that compute without a pause, beside the lab. */
  busy: number
  /** Seconds that pass before a broker that was ended is started again. */
  rebootDelaySeconds: number
}

/** Starts processes that take all the time that the machine gives them, with the same right to it as the lab. They end with the run. */
export function startBusyProcesses(run: RunFolder, count: number): void {
  for (let started = 0; started < count; started += 1) {
    const [command = '', ...args] = [...dieWithParent(), process.execPath, '-e', 'for (;;) {}']
    const child = spawn(command, args, { stdio: 'ignore' })
    child.unref()
    run.register(child.pid, 'busy process')
  }
}

/** From now on this broker stays away for longer, as if its machine were slow to come back. */
export function delayReboots(broker: Broker, seconds: number): void {
  const restart = broker.restart.bind(broker)
  broker.restart = async () => {
    await pause(seconds * 1000)
    await restart()
  }
}
