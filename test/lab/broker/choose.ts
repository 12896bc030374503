import { brokerFolder } from '../paths.ts'
import { LabProblem } from '../problem.ts'
import { typedCommand } from '../typed-command.ts'
import { type EngineAddress, findEngine } from './docker-engine.ts'
import { installedRabbit } from './installed.ts'
import type { Progress } from './progress.ts'
import { type RabbitPrograms, unpackedRabbit } from './unpack.ts'

/** Which RabbitMQ a run uses, and why: one clause for the reader. */
export type Choice =
  | { runtime: 'embedded'; programs: RabbitPrograms; what: string; why: string }
  | { runtime: 'docker'; image: string; engine: EngineAddress; what: string; why: string }

/** The official image, pinned to the minor release that the proof ran on. */
export const pinnedImage = 'rabbitmq:4.0'

/**
 * Chooses the broker: a container where an engine answers and has or can pull the image, else plain processes.
 * `BROKER=docker` or `BROKER=embedded` forces one, `RABBITMQ_IMAGE` names another image.
 * @throws LabProblem with the commands that mend it when no broker can be had
 */
export async function chooseBroker(progress: Progress, env = process.env): Promise<Choice> {
  const forced = env.BROKER || undefined
  if (forced !== undefined && forced !== 'docker' && forced !== 'embedded') {
    throw new LabProblem(`BROKER=${forced}: there is no such runtime.`, {
      mend: [`BROKER=docker ${typedCommand()}`, `BROKER=embedded ${typedCommand()}`],
    })
  }
  if (forced === 'embedded') return embedded(progress, 'BROKER=embedded')
  const container = await chooseContainer(progress, env)
  if (container.kind === 'here') {
    const why = forced === 'docker' ? 'BROKER=docker' : container.says
    return { runtime: 'docker', ...container, what: container.image, why }
  }
  if (forced === undefined) return embedded(progress, container.says)
  throw new LabProblem(`BROKER=docker: ${container.says}.`, { mend: container.mend })
}

type Container =
  | { kind: 'here'; image: string; engine: EngineAddress; says: string }
  | { kind: 'missing'; says: string; mend: string[] }

async function chooseContainer(progress: Progress, env: NodeJS.ProcessEnv): Promise<Container> {
  const engine = await findEngine(env)
  if (engine.kind !== 'answers') {
    const mend = {
      forbidden: ['sudo usermod -aG docker $USER   # then log in again'],
      silent: ['sudo systemctl start docker'],
      none: ['install Docker, or a compatible engine, and start it'],
    }
    return {
      kind: 'missing',
      says: engine.says,
      mend: [...mend[engine.kind], `BROKER=embedded ${typedCommand()}   # without Docker`],
    }
  }
  const image = env.RABBITMQ_IMAGE || pinnedImage
  const { getImage, prepareReaper } = await import('./image.ts')
  const state = await getImage(image, progress)
  if (state.kind === 'missing') {
    const mend = [
      `docker pull ${image}`,
      `RABBITMQ_IMAGE=... ${typedCommand()}   # another image of RabbitMQ 4`,
      `BROKER=embedded ${typedCommand()}   # without Docker`,
    ]
    return { kind: 'missing', says: state.says, mend }
  }
  await prepareReaper(progress)
  return { kind: 'here', image, engine: engine.address, says: engine.says }
}

async function embedded(progress: Progress, because: string): Promise<Choice> {
  const installed = installedRabbit()
  if (installed.kind === 'fit') {
    const { programs } = installed
    return {
      runtime: 'embedded',
      programs,
      what: `RabbitMQ ${programs.version}`,
      why: `rabbitmq-server is on the PATH; ${because}`,
    }
  }
  const programs = await unpackedRabbit(brokerFolder, progress)
  const notThatOne =
    installed.kind === 'tooOld'
      ? `, because the rabbitmq-server on the PATH is ${installed.version}, older than 4.0`
      : ''
  return {
    runtime: 'embedded',
    programs,
    what: `RabbitMQ ${programs.version}`,
    why: `unpacked in .broker${notThatOne}; ${because}`,
  }
}
