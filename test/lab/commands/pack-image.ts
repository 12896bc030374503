import './node-version.ts'

/**
 * `npm run pack-image`: makes a container image of RabbitMQ from Debian's packages, for machines that have a Docker
 * engine and reach no image registry. It keeps the official image's promises that the lab relies on: configuration in
 * /etc/rabbitmq/conf.d, data in a volume, the node as process 1, the log on standard output.
 */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const { AptTree } = await import('../broker/apt-tree.ts')
const { unpackDebs } = await import('../broker/unpack-debs.ts')
const { terminalProgress } = await import('../broker/progress.ts')

const imageName = process.argv[2] ?? 'zero-loss/rabbitmq:4.0'

/** What the start scripts call. */
const shellTools =
  /^(dash|coreutils|sed|grep|gawk|mawk|libacl1|libattr1|libgmp10|libselinux1|libpcre2-8-0|libmpfr6|libsigsegv2|libreadline8t64)$/

const work = await mkdtemp(join(tmpdir(), 'zero-loss-image-'))
try {
  const root = join(work, 'root')
  await makeRoot(root)
  console.log(await importImage(root))
} finally {
  await rm(work, { recursive: true, force: true })
}

async function makeRoot(root: string): Promise<void> {
  const progress = terminalProgress()
  const apt = await AptTree.create(join(work, 'apt'))
  const names = await apt.resolve(shellTools)
  const debs = await apt.download(
    [...new Set([...names, 'dash', 'coreutils', 'sed', 'grep', 'mawk'])],
    (bytes, total) => progress.bytes('downloading', bytes, total),
  )
  await mkdir(join(root, 'usr'), { recursive: true })
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    await mkdir(join(root, 'usr', name), { recursive: true })
    await symlink(`usr/${name}`, join(root, name))
  }
  await unpackDebs(debs, root)
  await rm(join(root, 'usr/bin/sh'), { force: true })
  await symlink('dash', join(root, 'usr/bin/sh'))
  await rm(join(root, 'usr/bin/awk'), { force: true })
  await symlink('mawk', join(root, 'usr/bin/awk'))
  for (const folder of ['etc/rabbitmq/conf.d', 'var/lib/rabbitmq', 'var/log/rabbitmq', 'tmp', 'proc', 'dev', 'sys']) {
    await mkdir(join(root, folder), { recursive: true })
  }
  await writeFile(join(root, 'etc/passwd'), 'root:x:0:0:root:/var/lib/rabbitmq:/bin/sh\n')
  await writeFile(join(root, 'etc/rabbitmq/enabled_plugins'), '[].\n')
}

/** `tar | docker import`: the engine makes one layer of it. */
async function importImage(root: string): Promise<string> {
  const settings = [
    'ENV PATH=/usr/lib/rabbitmq/bin:/usr/sbin:/usr/bin HOME=/var/lib/rabbitmq RABBITMQ_LOGS=- RABBITMQ_ALLOW_INPUT=1',
    'VOLUME /var/lib/rabbitmq',
    'EXPOSE 5672',
    'CMD ["/usr/lib/rabbitmq/bin/rabbitmq-server", "-noinput"]',
  ]
  const tar = spawn('tar', ['-c', '-C', root, '.'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const changes = settings.flatMap((setting) => ['--change', setting])
  const docker = spawn('docker', ['import', ...changes, '-', imageName], { stdio: ['pipe', 'pipe', 'inherit'] })
  tar.stdout.pipe(docker.stdin)
  const exitCode = await new Promise((done) => docker.on('close', done))
  if (exitCode !== 0) throw new Error(`docker import ended with ${exitCode}`)
  return `${imageName} is on the engine`
}
