import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { debianMirror, mirrorIn } from './apt-sources.ts'
import { installedRabbit } from './installed.ts'

describe('the Debian mirror is read from the machine’s own sources', () => {
  test.each([
    ['deb822', 'Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\n', 'http://mirror.example/debian'],
    [
      'one line',
      'deb [signed-by=/k.gpg] https://mirror.example/debian/ trixie main\n',
      'https://mirror.example/debian',
    ],
    ['comments do not count', '# deb http://old.example/debian trixie main\n', null],
    ['the security archive is another one', 'URIs: http://mirror.example/debian-security\n', null],
    [
      'other archives are passed over',
      'deb http://example.org/node nodistro main\ndeb http://d.example/debian x main',
      'http://d.example/debian',
    ],
    ['sources of source packages are passed over', 'deb-src http://mirror.example/debian trixie main\n', null],
  ])('%s', (_, text, mirror) => {
    expect(mirrorIn(text)).toBe(mirror)
  })
})

test('without a mirror in the sources it is said', () => {
  expect(() => debianMirror('/nonexistent')).toThrow('No Debian mirror is named in /nonexistent')
})

describe('with a folder of its own', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zero-loss-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  test.each([
    ['4.0.5', 'fit'],
    ['3.10.8', 'tooOld'],
  ])('a rabbitmq-server %s on the PATH is %s', async (version, kind) => {
    await mkdir(join(folder, 'sbin'))
    await mkdir(join(folder, `plugins/rabbit-${version}`), { recursive: true })
    for (const name of ['rabbitmq-server', 'rabbitmq-env']) await writeFile(join(folder, 'sbin', name), '')
    expect(installedRabbit(join(folder, 'sbin')).kind).toBe(kind)
  })

  test('without one on the PATH there is none', () => {
    expect(installedRabbit(folder)).toEqual({ kind: 'none' })
  })

  test('two runs unpack at once, over the remains of a broken one', { timeout: 300_000 }, async ({ skip }) => {
    skip(process.env.CI !== 'true', 'it downloads 44 MB: only where CI=true')
    await mkdir(join(folder, 'rabbitmq/usr'), { recursive: true }) // somebody deleted half of it
    await mkdir(join(folder, 'unpacking-4194303/apt'), { recursive: true }) // a run that was killed
    const outputs = await Promise.all([unpackInChild(folder), unpackInChild(folder)])
    for (const { exitCode, output } of outputs) expect(exitCode, output).toBe(0)
    expect(outputs.filter(({ output }) => output.includes('downloading'))).toHaveLength(1)
    expect(await readdir(folder)).toEqual(['rabbitmq'])
    expect(existsSync(join(folder, 'rabbitmq/usr/lib/erlang/bin/erl'))).toBe(true)
  })
})

function unpackInChild(folder: string): Promise<{ exitCode: number | null; output: string }> {
  const [unpack, progress] = ['unpack.ts', 'progress.ts'].map((name) => resolve(import.meta.dirname, name))
  const script = `
    import { unpackedRabbit } from '${unpack}'
    import { terminalProgress } from '${progress}'
    await unpackedRabbit('${folder}', terminalProgress())`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  return new Promise((done) => child.on('close', (exitCode) => done({ exitCode, output })))
}
