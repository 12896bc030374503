import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import type { RabbitPrograms } from './unpack.ts'

/** The oldest release that behaves as the lessons say. Older ones keep classic queues and delivery limits in another way. */
const oldestMajor = 4

/** What was found on the PATH. `tooOld` has a version too, for the line that says why it is not used. */
export type Installed =
  | { kind: 'none' }
  | { kind: 'tooOld'; version: string }
  | { kind: 'fit'; programs: RabbitPrograms }

/** Looks for a `rabbitmq-server` on the PATH. */
export function installedRabbit(path = process.env.PATH ?? ''): Installed {
  const found = path
    .split(delimiter)
    .map((folder) => join(folder, 'rabbitmq-server'))
    .find((program) => existsSync(program))
  if (found === undefined) return { kind: 'none' }
  const scripts = startScripts(found)
  const version = scripts === null ? null : versionBeside(scripts)
  if (scripts === null || version === null) return { kind: 'none' }
  if (Number.parseInt(version, 10) < oldestMajor) return { kind: 'tooOld', version }
  return { kind: 'fit', programs: { scripts, erlang: null, version } }
}

/** Debian's command on the PATH is a wrapper that insists on root or the user rabbitmq; the real scripts lie elsewhere. */
function startScripts(program: string): string | null {
  const candidates = [dirname(realpathSync(program)), join(dirname(program), '../lib/rabbitmq/bin')]
  return candidates.find((folder) => existsSync(join(folder, 'rabbitmq-env'))) ?? null
}

/** The server is itself a plugin with its version in its name: `plugins/rabbit-4.0.5`. */
function versionBeside(scripts: string): string | null {
  const plugins = join(realpathSync(join(scripts, 'rabbitmq-env')), '../../plugins')
  const names = existsSync(plugins) ? readdirSync(plugins) : []
  return names.map((name) => /^rabbit-(\d+\.\d+\.\d+)/.exec(name)?.[1]).find((version) => version !== undefined) ?? null
}
