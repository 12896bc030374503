import type { RunFolder } from '../run-folder.ts'
import type { Broker } from './broker.ts'
import type { Choice } from './choose.ts'
import type { ContainerLaunch } from './docker.ts'
import { EmbeddedBroker, launchNode, type NodeLaunch } from './embedded.ts'

/** A broker that was started, as plain data: another process of the same run can take it over. */
export type Launch = NodeLaunch | ContainerLaunch

/** Starts the chosen broker and does not wait for its boot. */
export async function launchBroker(choice: Choice, run: RunFolder, vhosts: string[]): Promise<Launch> {
  const { why } = choice
  if (choice.runtime === 'embedded') return launchNode(choice.programs, run, { vhosts, why })
  const { launchContainer } = await import('./docker.ts') // testcontainers takes half a second to load
  return launchContainer(choice, run, { vhosts, why })
}

/** Takes a launched broker over. Resolves when it serves AMQP. */
export async function adoptBroker(launch: Launch, run: RunFolder): Promise<Broker> {
  if (launch.runtime === 'embedded') return EmbeddedBroker.adopt(launch, run)
  const { DockerBroker } = await import('./docker.ts')
  return DockerBroker.adopt(launch, run)
}
