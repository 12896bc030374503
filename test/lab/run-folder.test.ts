import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { identify, isAlive } from './process-identity.ts'
import { RunFolder, sweepDeadRuns } from './run-folder.ts'

function startSleep(): number {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' })
  child.on('exit', () => {}) // reaps it
  return child.pid as number
}

test('the end of a run kills what it has registered and deletes its data', async () => {
  const run = RunFolder.create()
  const pid = startSleep()
  run.register(pid, 'sleep')
  writeFileSync(join(run.data('broker'), 'queue.db'), 'orders')
  expect(run.end().killed).toEqual(['sleep'])
  await expect.poll(() => identify(pid)).toBeNull()
  expect(existsSync(run.path)).toBe(false)
})

test('a process id that was used again is left alone', () => {
  const run = RunFolder.create()
  const pid = startSleep()
  run.register(pid, 'sleep')
  writeFileSync(join(run.path, `processes/${pid}.json`), JSON.stringify({ pid, startedAt: 'long ago', what: 'sleep' }))
  expect(run.end().killed).toEqual([])
  expect(identify(pid)).not.toBeNull()
  process.kill(pid, 'SIGKILL')
})

test('the next run sweeps a run whose owner is gone, and says so', () => {
  const run = RunFolder.create()
  const pid = startSleep()
  run.register(pid, 'rabbitmq-server')
  const owner = identify(process.pid)
  writeFileSync(join(run.path, 'owner.json'), JSON.stringify({ ...owner, startedAt: 'long ago' }))
  expect(sweepDeadRuns()).toBe('Swept what a killed run left behind: rabbitmq-server, data.')
  expect(existsSync(run.path)).toBe(false)
})

test('two runs of one process have a folder each', () => {
  const runs = Array.from({ length: 20 }, () => RunFolder.create())
  expect(new Set(runs.map(({ path }) => path)).size).toBe(20)
  for (const run of runs) run.end()
})

test('a living run is not swept', () => {
  const run = RunFolder.create()
  sweepDeadRuns()
  expect(existsSync(run.path)).toBe(true)
  run.end()
})

test('a process is told apart by its start, and a dead one is none', async () => {
  const pid = startSleep()
  const identity = identify(pid)
  expect(identity !== null && isAlive(identity)).toBe(true)
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => identity !== null && isAlive(identity)).toBe(false)
})
