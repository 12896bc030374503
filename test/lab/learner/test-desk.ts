import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, runsFolder } from '../paths.ts'

/** A desk for a test: copies of the exercises as they are, inside the checkout, so that their imports are found. */
export class TestDesk implements Disposable {
  readonly path: string

  constructor(name: string) {
    this.path = join(runsFolder, 'desks', `${name}-${process.pid}`)
    rmSync(this.path, { recursive: true, force: true })
    mkdirSync(this.path, { recursive: true })
    cpSync(join(checkout, 'exercises'), join(this.path, 'exercises'), { recursive: true })
  }

  /** The environment of a command that works here. */
  get env(): Record<string, string> {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(ZERO_LOSS|VITEST|NODE_|CI$)/.test(name))
    return { ...(Object.fromEntries(inherited) as Record<string, string>), ZERO_LOSS_DESK: this.path }
  }

  /** Absolute path of something on this desk. */
  at(path: string): string {
    return join(this.path, path)
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}
