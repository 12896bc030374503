import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { missingPackages } from '../../site/installed.ts'
import { ROOT } from '../../site/workshop.ts'

const checkout = (installed: Record<string, string>) => (path: string) => {
  if (path === 'package.json') return JSON.stringify({ dependencies: { esbuild: '0.28.2', 'ts-fsrs': '5.4.2' } })
  const version = installed[/^node_modules\/(.+)\/package.json$/.exec(path)?.[1] ?? '']
  return version === undefined ? undefined : JSON.stringify({ version })
}

describe('the packages of a checkout', () => {
  it.each([
    ['all there', { esbuild: '0.28.2', 'ts-fsrs': '5.4.2' }, []],
    ['one is missing', { esbuild: '0.28.2' }, ['ts-fsrs 5.4.2 is not installed']],
    [
      'one is of an older checkout',
      { esbuild: '0.25.0', 'ts-fsrs': '5.4.2' },
      ['esbuild is installed as 0.25.0, and 0.28.2 is needed'],
    ],
    ['nothing is installed', {}, ['esbuild 0.28.2 is not installed', 'ts-fsrs 5.4.2 is not installed']],
  ])('%s', (_, installed, missing) => {
    expect(missingPackages(checkout(installed))).toEqual(missing)
  })

  it.each(['build', 'start'])('npm run %s says what is missing, and what to do, in place of a stack', (command) => {
    const folder = mkdtempSync(join(tmpdir(), 'zero-loss-installed-'))
    try {
      for (const path of ['site', 'package.json', 'tsconfig.json'])
        cpSync(join(ROOT, path), join(folder, path), { recursive: true })
      mkdirSync(join(folder, 'node_modules'))
      for (const name of ['tsx', 'esbuild', 'get-tsconfig', '@esbuild'])
        symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name))
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--import', 'tsx', `site/commands/${command}.ts`],
        {
          cwd: folder,
          encoding: 'utf8',
        },
      )
      expect(stdout).toBe('')
      expect(stderr).toMatch(/^The packages of this checkout are not those that it needs:\n {2}\S/)
      expect(stderr).toMatch(/\n {2}ts-fsrs \S+ is not installed\n[\s\S]*\nRun npm ci\n$/)
      expect(stderr).not.toMatch(/^ +at /m)
      expect(status).toBe(3)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
