import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LabProblem } from '../problem.ts'
import { debianKeyring } from './apt-sources.ts'
import { AptTree } from './apt-tree.ts'
import { checkRoomFor } from './free-disk.ts'
import { adoptLoader } from './loader.ts'
import type { Progress } from './progress.ts'
import { unpackDebs } from './unpack-debs.ts'
import { takeWorkFolder } from './work-folder.ts'

/** Programs of an unpacked or installed RabbitMQ. */
export interface RabbitPrograms {
  /** Folder with `rabbitmq-server` and `rabbitmqctl`. */
  scripts: string
  /** Folder with `erl` and `epmd`; null where they are on the PATH. */
  erlang: string | null
  version: string
}

const apt = '/usr/bin/apt-get'
const dpkg = '/usr/bin/dpkg-deb'

const otherWays = [
  'install RabbitMQ 4 so that rabbitmq-server is on the PATH   # https://www.rabbitmq.com/docs/download',
  'or start a Docker engine',
  'npm run doctor   # says what is here',
]

interface Manifest {
  version: string
  packages: string[]
}

/**
 * Gets a RabbitMQ that is only unpacked, never installed: from Debian's packages, their signatures checked by apt.
 *
 * Everything happens in a work folder, and one rename makes it the broker. So a download that breaks leaves nothing
 * that the next run could mistake for a broker. Of two runs at once, the second waits and takes the first one's.
 * @param folder where brokers live, `.broker` of the checkout
 */
export async function unpackedRabbit(folder: string, progress: Progress): Promise<RabbitPrograms> {
  const home = join(folder, 'rabbitmq')
  const ready = readPrograms(home)
  if (ready !== null) return ready
  const unfit = unfitBecause(folder)
  if (unfit !== null) throw new LabProblem(`There is no RabbitMQ here, and ${unfit}.`, { mend: otherWays })
  await mkdir(folder, { recursive: true })
  await using work = await takeWorkFolder(
    folder,
    () => readPrograms(home) !== null,
    () => progress.say('another run is unpacking RabbitMQ: waiting for it'),
  )
  if (work !== null && readPrograms(home) === null) await unpackInto(work.path, home, progress)
  const programs = readPrograms(home)
  if (programs === null)
    throw new LabProblem(`${home} has no manifest after unpacking.`, { mend: [`rm -rf ${folder}`] })
  return programs
}

async function unpackInto(work: string, home: string, progress: Progress): Promise<void> {
  const root = join(work, 'rabbitmq')
  await checkRoomFor('getting RabbitMQ', dirname(work))
  progress.say('RabbitMQ is not here yet: getting it from the Debian archive, once (about 40 MB; nothing is installed)')
  progress.step("reading the list of Debian's packages (10 MB)")
  const apt = await AptTree.create(join(work, 'apt'))
  progress.step('looking up which packages RabbitMQ needs')
  const names = await apt.resolve()
  const debs = await apt.download(names, (bytes, total) => progress.bytes('downloading', bytes, total))
  await mkdir(root, { recursive: true })
  await unpackDebs(debs, root, (bytes, total) => progress.bytes('unpacking', bytes, total))
  await adoptLoader(root)
  const version = await installedVersion(root)
  const manifest: Manifest = { version, packages: debs.map((deb) => deb.split('/').at(-1) as string) }
  await writeFile(join(root, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await rm(home, { recursive: true, force: true }) // what is left of a broken one
  await rename(root, home)
}

/** Finds a whole broker. One with files missing (somebody deleted half of it) is none. */
function readPrograms(home: string): RabbitPrograms | null {
  const path = join(home, 'manifest.json')
  if (!existsSync(path)) return null
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  const scripts = join(home, `usr/lib/rabbitmq/lib/rabbitmq_server-${version}/sbin`)
  const erlang = join(home, 'usr/lib/erlang/bin')
  const whole = existsSync(join(scripts, 'rabbitmq-server')) && existsSync(join(erlang, 'erl'))
  return whole ? { version, scripts, erlang } : null
}

async function installedVersion(root: string): Promise<string> {
  const names = await readdir(join(root, 'usr/lib/rabbitmq/lib'))
  const version = names.map((name) => /^rabbitmq_server-(.+)$/.exec(name)?.[1]).find((found) => found !== undefined)
  if (version === undefined) throw new LabProblem(`The unpacked rabbitmq-server has no server in ${root}.`)
  return version
}

/** Why RabbitMQ can't be unpacked here; null where it can. */
export function unfitBecause(folder: string): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `it can be unpacked on Debian 12 or newer on amd64, and this is ${process.platform} on ${process.arch}`
  }
  const missing = [apt, dpkg, debianKeyring].find((path) => !existsSync(path))
  if (missing !== undefined) return `it can be unpacked on Debian 12 or newer, and ${missing} is not here`
  if (/\s/.test(folder)) return `its start scripts can't run from a path with a space in it: ${folder}`
  return null
}

/** The version of the broker that lies unpacked in `folder`; null when there is none. */
export const unpackedVersion = (folder: string) => readPrograms(join(folder, 'rabbitmq'))?.version ?? null
