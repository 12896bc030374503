import { setTimeout as pause } from 'node:timers/promises'
import { getContainerRuntimeClient, ImageName } from 'testcontainers'
import { getReaperImage } from 'testcontainers/build/reaper/reaper.js'
import { recall, remember } from '../memory.ts'
import type { Progress } from './progress.ts'

/** The image's size is not known before it is there, so the pull has a deadline instead of a progress line. */
const pullTimeoutMs = 180_000
const reaperPullTimeoutMs = 15_000
const retryPullAfterMs = 3_600_000

export type ImageState = { kind: 'here' } | { kind: 'missing'; says: string }

/** Whether an image is on the engine. */
export async function hasImage(name: string): Promise<boolean> {
  const { image } = await getContainerRuntimeClient()
  return image.exists(ImageName.fromString(name))
}

/** Finds an image on the engine, or pulls it. */
export async function getImage(name: string, progress: Progress, timeoutMs = pullTimeoutMs): Promise<ImageState> {
  try {
    const { image } = await getContainerRuntimeClient()
    const imageName = ImageName.fromString(name)
    if (await image.exists(imageName)) return { kind: 'here' }
    const failedBefore = recall(`pull ${name}`, retryPullAfterMs)
    if (failedBefore !== null) return { kind: 'missing', says: failedBefore }
    progress.say(`pulling the image ${name}`)
    await Promise.race([image.pull(imageName), tooLong(timeoutMs)])
    if (await image.exists(imageName)) return { kind: 'here' }
    return missing(name, 'it is not there after the pull')
  } catch (error) {
    return missing(name, lastCause(error))
  }
}

/** A registry that can't be reached takes long to say so: for a while nobody asks it again. */
function missing(name: string, cause: string): ImageState {
  const says = `the image ${name} is not on the Docker engine and can't be pulled (${cause})`
  remember(`pull ${name}`, says)
  return { kind: 'missing', says }
}

/**
 * Ryuk, testcontainers' own cleaner, removes our containers seconds after a run was killed. Where its image can't be
 * had, it is switched off, and the next run sweeps by label instead.
 */
export async function prepareReaper(progress: Progress): Promise<void> {
  if (process.env.TESTCONTAINERS_RYUK_DISABLED === 'true') return
  const image = getReaperImage()
  if ((await getImage(image, progress, reaperPullTimeoutMs)).kind === 'here') return
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true'
  progress.say(`${image} can't be had: after a SIGKILL of this run, the next one removes its container`)
}

async function tooLong(timeoutMs: number): Promise<never> {
  await pause(timeoutMs, undefined, { ref: false })
  throw new Error(`no end within ${timeoutMs} ms`)
}

/** The engine wraps the cause into the address and the HTTP status: '... dial tcp: lookup registry: no such host'. */
function lastCause(error: unknown): string {
  const line = String((error as Error)?.message ?? error).split('\n')[0] ?? ''
  return (line.split(': ').at(-1) ?? line).trim()
}
