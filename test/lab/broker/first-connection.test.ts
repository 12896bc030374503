import { expect, test } from 'vitest'
import { RunFolder } from '../run-folder.ts'
import { clockedBoot } from './first-connection.ts'

test('the boot is clocked once: who comes late reads the first figure', () => {
  const run = RunFolder.create()
  expect([clockedBoot(run, 3.25), clockedBoot(run, 40)]).toEqual([3.25, 3.25])
  run.end()
})
