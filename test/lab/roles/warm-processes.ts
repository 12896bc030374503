import type { RunFolder } from '../run-folder.ts'
import { RoleProcess } from './process.ts'

/** Processes that are started before they are needed, so that a scenario does not wait for Node to start. */
export class WarmProcesses implements AsyncDisposable {
  readonly #run: RunFolder
  readonly #idle: RoleProcess[] = []
  started = 0

  constructor(run: RunFolder) {
    this.#run = run
  }

  /** Sees to it that `count` processes are waiting. */
  warm(count: number): void {
    while (this.#idle.length < count) this.#idle.push(this.#start())
  }

  take(): RoleProcess {
    return this.#idle.shift() ?? this.#start()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const idle of this.#idle) idle.kill()
    await Promise.all(this.#idle.map((idle) => idle.exited))
  }

  #start(): RoleProcess {
    this.started += 1
    return RoleProcess.start(this.#run)
  }
}
