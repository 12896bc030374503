import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseBroker } from './broker/choose.ts'
import { adoptBroker, type Launch, launchBroker } from './broker/launch.ts'
import { type Progress, terminalProgress } from './broker/progress.ts'
import { RunFolder, sweepDeadRuns } from './run-folder.ts'

const variable = 'ZERO_LOSS_RUN'

/** Vhosts for many candidates: for those who share one fault of the broker, and for those who play meanwhile. */
export const vhostsOfMany = 56

/**
 * Begins a run and starts its broker, without waiting for the boot. The vitest worker finds both again with
 * {@link joinRun}. However this process ends, short of SIGKILL, it takes everything along that the run has started.
 * @param vhosts how many scenarios may play at a time
 * @param progress told how far it is: getting a broker takes long, once
 */
export async function beginRun(vhosts: number, progress: Progress = terminalProgress()): Promise<RunFolder> {
  const swept = sweepDeadRuns()
  if (swept !== null) progress.say(swept)
  const run = RunFolder.create()
  endWithThisProcess(run)
  const choice = await chooseBroker(progress)
  progress.say(`Broker: ${choice.what}, ${choice.runtime} (${choice.why})`)
  const names = Array.from({ length: vhosts }, (_, index) => `shop-${index + 1}`)
  const launch = await launchBroker(choice, run, names)
  writeFileSync(launchFile(run), JSON.stringify(launch))
  process.env[variable] = run.path
  adoptBroker(launch, run).catch(() => {}) // clocks the boot; the worker meets the same error and reports it
  return run
}

/** Finds the run that this process belongs to, and its starting broker. Begins one where a test was started by hand. */
export async function joinRun(): Promise<{ run: RunFolder; launch: Launch }> {
  const path = process.env[variable]
  const run = path !== undefined && existsSync(path) ? RunFolder.join(path) : await beginRun(vhostsOfMany)
  return { run, launch: JSON.parse(readFileSync(launchFile(run), 'utf8')) as Launch }
}

const launchFile = (run: RunFolder) => join(run.path, 'launch.json')

function endWithThisProcess(run: RunFolder): void {
  process.once('exit', () => run.end())
  const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
  for (const [signal, exitCode] of Object.entries(signals)) process.once(signal, () => process.exit(exitCode))
}
