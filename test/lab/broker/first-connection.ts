import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { LabProblem } from '../problem.ts'
import type { RunFolder } from '../run-folder.ts'

/** A broker that boots, as far as waiting for it goes. */
interface Booting {
  /** Asked anew for each try: a container's port changes with its start. */
  url(): string
  isAlive(): boolean | Promise<boolean>
  logTail(lines: number): string[]
  /** What helps when it does not come up. */
  mend: string[]
}

const bootTimeoutMs = Number(process.env.BROKER_START_TIMEOUT_MS ?? 120_000)

/**
 * Waits until a broker serves AMQP.
 * @param startedAtMs `Date.now()` at its start
 * @returns the seconds since then, and the version that the broker itself names
 * @throws LabProblem with its last log lines when it has died, or when `BROKER_START_TIMEOUT_MS` (120,000) is over
 */
export async function firstConnection(
  broker: Booting,
  startedAtMs: number,
): Promise<{ seconds: number; version: string }> {
  const { connect } = await import('amqplib') // not before the broker is started: every millisecond counts there
  const waitsSinceMs = Date.now() // who takes a broker over long after its start has not waited yet
  for (;;) {
    try {
      const connection = await connect(broker.url(), { timeout: 5_000 })
      const seconds = (Date.now() - startedAtMs) / 1000
      const { version } = connection.connection.serverProperties
      await connection.close()
      return { seconds, version }
    } catch (error) {
      await giveUpIfHopeless(broker, { startedAtMs, waitsSinceMs }, error)
    }
    await pause(25)
  }
}

/** The boot is clocked once: who waits for it from the start writes the figure down, who comes late reads it. */
export function clockedBoot(run: RunFolder, seconds: number): number {
  const path = join(run.path, 'boot-seconds')
  const mine = `${path}-${process.pid}-${randomUUID()}`
  writeFileSync(mine, String(seconds))
  try {
    linkSync(mine, path) // whole or not at all, and only the first one
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  rmSync(mine)
  return Number(readFileSync(path, 'utf8'))
}

async function giveUpIfHopeless(
  broker: Booting,
  { startedAtMs, waitsSinceMs }: { startedAtMs: number; waitsSinceMs: number },
  cause: unknown,
): Promise<void> {
  const died = !(await broker.isAlive())
  if (!died && Date.now() - waitsSinceMs < bootTimeoutMs) return
  const log = broker.logTail(400)
  const taken = log.some((line) => line.includes('eaddrinuse'))
  const what = taken
    ? 'Another program took a port that was free a moment ago, before RabbitMQ could have it.'
    : died
      ? `RabbitMQ ended ${Math.round((Date.now() - startedAtMs) / 1000)} s after its start, before it served AMQP.`
      : `RabbitMQ did not serve AMQP within ${bootTimeoutMs} ms.`
  // A node that gives up says why, and then a hundred lines about how it stops.
  const errors = log.filter((line) => line.includes('[error]') && !/> *$/.test(line))
  const telling = (errors.length > 0 ? errors.slice(0, 8) : log.slice(-15)).map((line) => line.slice(0, 200))
  throw new LabProblem([what, 'From its log:', ...telling].join('\n'), {
    mend: ['run the command again', ...broker.mend, 'BROKER_START_TIMEOUT_MS=300000 on a slow machine'],
    cause,
  })
}
