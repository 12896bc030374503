import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import pc from 'picocolors'
import { pinnedImage } from '../broker/choose.ts'
import { type Engine, findEngine } from '../broker/docker-engine.ts'
import { freeMegabytes, neededMegabytes, roomHelp } from '../broker/free-disk.ts'
import { installedRabbit } from '../broker/installed.ts'
import { unfitBecause, unpackedVersion } from '../broker/unpack.ts'
import { brokerFolder, checkout } from '../paths.ts'

/** One thing that was looked at. `mend`: the command that helps; null where nothing is missing. */
interface Finding {
  what: string
  /** `ok`: it serves. `lack`: it is missing, and something else may do. `bad`: nothing works without it. */
  state: 'ok' | 'lack' | 'bad'
  says: string
  mend: string | null
}

/** `npm run doctor`: what this machine can run, and the one command that mends each lack. Exit code 1 where nothing can run. */
export async function main(): Promise<number> {
  const engine = await findEngine()
  const image = await imageFinding(engine)
  const brokers = [image, installedFinding(), unpackedFinding()]
  const findings = [nodeFinding(), engineFinding(engine), ...brokers, await diskFinding(), browserFinding()]
  const width = Math.max(...findings.map(({ what }) => what.length))
  for (const { what, state, says, mend } of findings) {
    const mark = { ok: pc.green('✓'), lack: pc.yellow('-'), bad: pc.red('✗') }[state]
    console.log(`${mark} ${what.padEnd(width)}  ${says}`)
    if (mend !== null) console.log(`  ${' '.repeat(width)}  ${pc.dim(mend)}`)
  }
  const canRun = brokers.some(({ state }) => state === 'ok') && findings.every(({ state }) => state !== 'bad')
  console.log(
    canRun
      ? '\nThis machine can run the workbook: npm test 1'
      : '\nNo broker can run here. Any one of the lines above would mend it.',
  )
  return canRun ? 0 : 1
}

/** An old Node never gets here: every command checks it first. */
function nodeFinding(): Finding {
  return { what: 'Node', state: 'ok', says: process.versions.node, mend: null }
}

function engineFinding(engine: Engine): Finding {
  const what = 'Docker engine'
  if (engine.kind === 'answers') return { what, state: 'ok', says: engine.version, mend: null }
  const mend = {
    none: 'not needed where an embedded broker runs; else install Docker and start it',
    silent: 'sudo systemctl start docker',
    forbidden: 'sudo usermod -aG docker $USER   # then log in again',
  }[engine.kind]
  return { what, state: 'lack', says: engine.says, mend }
}

async function imageFinding(engine: Engine): Promise<Finding> {
  const what = 'RabbitMQ image'
  const name = process.env.RABBITMQ_IMAGE || pinnedImage
  if (engine.kind !== 'answers') return { what, state: 'lack', says: `${name}: no engine to keep it`, mend: null }
  const { hasImage } = await import('../broker/image.ts')
  if (await hasImage(name)) return { what, state: 'ok', says: `${name} is on the engine`, mend: null }
  return {
    what,
    state: 'lack',
    says: `${name} is not on the engine; the first run tries to pull it`,
    mend: `docker pull ${name}`,
  }
}

function installedFinding(): Finding {
  const what = 'rabbitmq-server'
  const installed = installedRabbit()
  if (installed.kind === 'fit')
    return { what, state: 'ok', says: `${installed.programs.version} on the PATH`, mend: null }
  if (installed.kind === 'none') return { what, state: 'lack', says: 'none on the PATH', mend: null }
  return { what, state: 'lack', says: `${installed.version} on the PATH, older than 4.0: not used`, mend: null }
}

function unpackedFinding(): Finding {
  const what = 'embedded broker'
  const version = unpackedVersion(brokerFolder)
  if (version !== null) return { what, state: 'ok', says: `RabbitMQ ${version}, unpacked in .broker`, mend: null }
  const unfit = unfitBecause(brokerFolder)
  if (unfit === null) return { what, state: 'ok', says: 'not unpacked yet: the first run does it (44 MB)', mend: null }
  return {
    what,
    state: 'lack',
    says: unfit,
    mend: 'install RabbitMQ 4 so that rabbitmq-server is on the PATH, or Docker',
  }
}

async function diskFinding(): Promise<Finding> {
  const what = 'free disk'
  const megabytes = await freeMegabytes(checkout)
  const says = `${megabytes} MB`
  if (megabytes >= neededMegabytes) return { what, state: 'ok', says, mend: null }
  return {
    what,
    state: 'bad',
    says: `${says}, and ${neededMegabytes} MB are needed`,
    mend: roomHelp(checkout)[0] ?? null,
  }
}

/** Only the site's own tests will want one. */
function browserFinding(): Finding {
  const what = 'browser'
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
  if (found !== undefined) return { what, state: 'ok', says: found, mend: null }
  return {
    what,
    state: 'lack',
    says: 'none; only the tests of the site want one',
    mend: 'sudo apt-get install chromium',
  }
}
