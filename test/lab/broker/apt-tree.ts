import { execFile } from 'node:child_process'
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { dieWithParent } from '../die-with-parent.ts'
import { LabProblem } from '../problem.ts'
import { typedCommand } from '../typed-command.ts'
import { debianKeyring, debianMirror } from './apt-sources.ts'
import { roomHelp } from './free-disk.ts'

const run = promisify(execFile)

/** The Debian release that the proof ran on: it has RabbitMQ 4.0 on Erlang 27. */
const suite = 'trixie'

/** What a RabbitMQ node needs to run. The other packages that apt would install serve Debian's install scripts only. */
const needed =
  /^(rabbitmq-server|erlang-[\w-]+|libc6|libgcc-s1|libstdc\+\+6|libtinfo6|libncursesw6|zlib1g|libzstd1|libssl3t64|libsystemd0|libcap2)$/

/** apt's last words name neither a file nor a cause. */
const vague = /Some index files failed to download|Some files failed to download/

const networkHelp = [
  `check the network, then again: ${typedCommand()}`,
  `BROKER=docker ${typedCommand()}   # if a Docker engine runs`,
]

/** A private apt tree: apt resolves, downloads and checks signatures as always, and the system's own state stays untouched. */
export class AptTree {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Lays the tree out in `folder` and reads the package lists. */
  static async create(folder: string): Promise<AptTree> {
    await mkdir(join(folder, 'lists/partial'), { recursive: true })
    await mkdir(join(folder, 'cache/archives/partial'), { recursive: true })
    await mkdir(join(folder, 'debs'), { recursive: true })
    await mkdir(join(folder, 'parts'), { recursive: true })
    await writeFile(join(folder, 'status'), '')
    await writeFile(
      join(folder, 'sources.list'),
      `deb [signed-by=${debianKeyring} arch=amd64] ${debianMirror()} ${suite} main\n`,
    )
    await writeFile(join(folder, 'apt.conf'), aptConfiguration(folder))
    const tree = new AptTree(folder)
    await tree.#apt(['apt-get', 'update', '--error-on=any'], 'read the list of Debian packages')
    return tree
  }

  /** The names of the packages that a RabbitMQ node needs, as apt resolves them. `more`: what else must be among them. */
  async resolve(more?: RegExp): Promise<string[]> {
    const plan = await this.#apt(['apt-get', 'install', '--simulate', 'rabbitmq-server'], 'resolve rabbitmq-server')
    const names = [...plan.matchAll(/^Inst (\S+) /gm)].map((match) => match[1] as string)
    return names.filter((name) => needed.test(name) || more?.test(name))
  }

  /**
   * Downloads packages; apt refuses one whose checksum is not the signed one.
   * @param onProgress called with the bytes so far and the bytes in all
   * @returns the paths of the `.deb` files
   */
  async download(names: string[], onProgress: (bytes: number, total: number) => void): Promise<string[]> {
    const uris = await this.#apt(['apt-get', 'download', '--print-uris', ...names], 'look the packages up')
    const total = [...uris.matchAll(/^'\S+' \S+ (\d+) /gm)].reduce((sum, match) => sum + Number(match[1]), 0)
    const folder = join(this.#folder, 'debs')
    const report = async () => onProgress(await bytesIn(folder), total)
    const ticker = setInterval(() => void report().catch(() => {}), 250)
    try {
      await this.#apt(['apt-get', 'download', ...names], 'download the packages', folder)
    } finally {
      clearInterval(ticker)
    }
    onProgress(total, total)
    return (await readdir(folder)).filter((name) => name.endsWith('.deb')).map((name) => join(folder, name))
  }

  async #apt([command, ...args]: [string, ...string[]], aim: string, cwd = this.#folder): Promise<string> {
    const env = { ...process.env, APT_CONFIG: join(this.#folder, 'apt.conf'), LC_ALL: 'C' }
    try {
      const [program = command, ...words] = [...dieWithParent(), command, ...args]
      return (await run(program, words, { cwd, env, maxBuffer: 64 << 20 })).stdout
    } catch (error) {
      const said = (error as { stderr?: string }).stderr?.trim().split('\n') ?? [String(error)]
      const detail = said
        .filter((line) => !vague.test(line))
        .slice(-3)
        .join('\n')
      throw new LabProblem(`Could not ${aim} (${command} ${args[0]}):\n${detail}`, {
        mend: /No space left/.test(detail) ? roomHelp(this.#folder) : networkHelp,
        cause: error,
      })
    }
  }
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true })
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).then((s) => (s.isFile() ? s.size : 0))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

function aptConfiguration(folder: string): string {
  return [
    `Dir "${folder}";`,
    `Dir::State "${folder}";`,
    `Dir::State::lists "${folder}/lists";`,
    `Dir::State::status "${folder}/status";`,
    `Dir::Cache "${folder}/cache";`,
    `Dir::Log "${folder}/log";`,
    `Dir::Etc::SourceList "${folder}/sources.list";`,
    `Dir::Etc::SourceParts "${folder}/parts";`,
    `Dir::Etc::Parts "${folder}/parts";`,
    `Dir::Etc::PreferencesParts "${folder}/parts";`,
    'APT::Architecture "amd64";',
    'APT::Architectures { "amd64"; };',
    'APT::Install-Recommends "false";',
    // As root, apt would hand the download to its own user, which can't write into the checkout.
    'APT::Sandbox::User "root";',
    'Acquire::Languages "none";',
    'Acquire::Retries "3";',
    '',
  ].join('\n')
}
