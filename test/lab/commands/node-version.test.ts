import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

/** Runs the first module of every command as if Node were another version. */
function underNode(version: string): { status: number | null; output: string } {
  const module = resolve(import.meta.dirname, 'node-version.ts')
  const script = `
    Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })
    await import('${module}')
    console.log('goes on')`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  return { status, output: (stdout + stderr).trim() }
}

test.each(['18.20.0', '20.20.2', '22.21.9'])('Node %s gets one clear line', (version) => {
  const { status, output } = underNode(version)
  expect(output).toMatch(new RegExp(`^Zero Loss needs Node 22\\.22 or newer and runs on ${version}: .*npm ci.*$`))
  expect(output).not.toContain('\n')
  expect(status).toBe(3)
})

test.each(['22.22.0', '24.21.0', '26.0.0'])('Node %s is new enough', (version) => {
  expect(underNode(version)).toEqual({ status: 0, output: 'goes on' })
})
