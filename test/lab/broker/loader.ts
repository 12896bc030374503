import { open, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

const libraries = 'usr/lib/x86_64-linux-gnu'

/**
 * Makes an unpacked Erlang run on a host with an older libc, from any folder.
 *
 * Each program starts through the loader and the libraries of its own root. The paths are relative to the
 * script, so the folder can be moved. `exec` keeps the process id: a SIGKILL to it hits the program.
 */
export async function adoptLoader(root: string): Promise<void> {
  const erlang = join(root, 'usr/lib/erlang')
  const programs = [
    ...(await filesIn(join(erlang, 'bin'))),
    ...(await filesIn(join(erlang, await single(erlang, /^erts-/), 'bin'))),
    // Without its two helpers os_mon dies 15 s into the boot, and RabbitMQ with it.
    ...(await filesIn(join(erlang, 'lib', await single(join(erlang, 'lib'), /^os_mon-/), 'priv/bin'))),
  ]
  for (const program of programs) if (await isElf(program)) await wrap(program, root)
  await fixErlRoot(join(erlang, 'bin/erl'))
}

async function wrap(program: string, root: string): Promise<void> {
  await rename(program, `${program}.bin`)
  const up = relative(join(program, '..'), root)
  const script = [
    '#!/bin/sh',
    `self=$(readlink -f "$0") && here=\${self%/*} && root="$here/${up}/${libraries}"`,
    `exec "$root/ld-linux-x86-64.so.2" --argv0 "$0" --library-path "$root" "$here/${program.split('/').at(-1)}.bin" "$@"`,
    '',
  ].join('\n')
  await writeFile(program, script, { mode: 0o755 })
}

/** Debian writes the path of its own installation into `erl`. */
async function fixErlRoot(erl: string): Promise<void> {
  const text = await readFile(erl, 'utf8')
  const fixed = text.replaceAll('ROOTDIR=/usr/lib/erlang', 'ROOTDIR=$(readlink -f "$(dirname "$0")/..")')
  await writeFile(erl, fixed, { mode: 0o755 })
}

async function isElf(path: string): Promise<boolean> {
  await using file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
  return buffer.toString('latin1') === '\x7fELF'
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name))
}

async function single(folder: string, pattern: RegExp): Promise<string> {
  const name = (await readdir(folder)).find((entry) => pattern.test(entry))
  if (name === undefined) throw new Error(`${folder} has no entry like ${pattern}: is the package incomplete?`)
  return name
}
