import { expect, test } from 'vitest'
import { RunFolder } from '../run-folder.ts'
import { clockedBoot, firstConnection } from './first-connection.ts'

test('the boot is clocked once: who comes late reads the first figure', () => {
  const run = RunFolder.create()
  expect([clockedBoot(run, 3.25), clockedBoot(run, 40)]).toEqual([3.25, 3.25])
  run.end()
})

test('who takes a broker over long after its start has not waited yet: the first failed try is no end', async () => {
  let tries = 0
  const broker = {
    url: () => 'amqp://127.0.0.1:1/', // nobody listens there
    isAlive: () => {
      tries += 1
      return tries < 3
    },
    logTail: () => [],
    mend: [],
  }
  const tenMinutesAgoMs = Date.now() - 600_000
  await expect(firstConnection(broker, tenMinutesAgoMs)).rejects.toThrow(/RabbitMQ ended 6\d\d s after its start/)
  expect(tries).toBe(3)
})
