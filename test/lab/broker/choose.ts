import { brokerFolder } from '../paths.ts'
import { LabProblem } from '../problem.ts'
import { installedRabbit } from './installed.ts'
import type { Progress } from './progress.ts'
import { type RabbitPrograms, unpackedRabbit } from './unpack.ts'

/** Which RabbitMQ a run uses, and why: one clause for the reader. */
export interface Choice {
  runtime: 'embedded'
  programs: RabbitPrograms
  why: string
}

/**
 * Chooses the broker. `BROKER=embedded` or `BROKER=docker` forces a runtime.
 * @throws LabProblem with the commands that mend it when no broker can be had
 */
export async function chooseBroker(progress: Progress, forced = process.env.BROKER): Promise<Choice> {
  if (forced === 'docker') {
    throw new LabProblem('BROKER=docker: the container runtime is not part of this version yet.', {
      mend: ['BROKER=embedded npm test'],
    })
  }
  if (forced !== undefined && forced !== '' && forced !== 'embedded') {
    throw new LabProblem(`BROKER=${forced}: there is no such runtime.`, { mend: ['BROKER=embedded npm test'] })
  }
  const installed = installedRabbit()
  if (installed.kind === 'fit') {
    return { runtime: 'embedded', programs: installed.programs, why: 'its rabbitmq-server is on the PATH' }
  }
  const programs = await unpackedRabbit(brokerFolder, progress)
  const why =
    installed.kind === 'tooOld'
      ? `unpacked in .broker, because the rabbitmq-server on the PATH is ${installed.version}, older than 4.0`
      : 'unpacked in .broker, because no rabbitmq-server is on the PATH'
  return { runtime: 'embedded', programs, why }
}
