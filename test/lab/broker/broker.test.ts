import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RunFolder } from '../run-folder.ts'
import type { Broker } from './broker.ts'
import { type Choice, chooseBroker } from './choose.ts'
import { adoptBroker, launchBroker } from './launch.ts'
import { silentProgress } from './progress.ts'

const timeout = 180_000

/** Every runtime keeps the same promises; a runtime that this machine can't serve is skipped, with its reason. */
describe.each(['embedded', 'docker'] as const)('%s', (runtime) => {
  const run = RunFolder.create()
  let choice: Choice | null = null
  let broker: Broker | null = null
  let why = ''

  beforeAll(async () => {
    choice = await chooseBroker(silentProgress, { ...process.env, BROKER: runtime }).catch((error) => {
      why = error.message
      return null
    })
    if (choice === null) return
    const launch = await launchBroker(choice, run, ['here', 'there'])
    broker = await adoptBroker(JSON.parse(JSON.stringify(launch)), run) // as another process would get it
  }, timeout)
  afterAll(() => void run.end())

  /** In CI both runtimes must be there: `.ci/run` has seen to it, and says so. */
  function needsBroker(skip: (condition: boolean, note: string) => void): Broker {
    const mayMiss = !(process.env.REQUIRE_RUNTIMES ?? '').split(',').includes(runtime)
    skip(broker === null && mayMiss, why)
    if (broker === null) throw new Error(`The runtime ${runtime} must be here, and is not: ${why}`)
    return broker
  }

  test('says which RabbitMQ it is, and has its vhosts', async ({ skip }) => {
    const { version, vhosts, seconds, url } = needsBroker(skip)
    expect(version).toMatch(/^4\.\d+\.\d+/)
    expect(vhosts).toEqual(['here', 'there'])
    expect(seconds.boot).toBeGreaterThan(0.5)
    for (const vhost of vhosts) await (await connect(url.call(broker, vhost))).close()
  })

  test('a crash keeps what was confirmed, and the address may change', { timeout }, async ({ skip }) => {
    const broker = needsBroker(skip)
    await publishOne(broker.url('here'), 'survives')
    await publishOne(broker.url('here'), 'replicated', { 'x-queue-type': 'quorum' }) // gone if it crashes just now
    expect(await broker.writeDown()).toBe('ok')
    await broker.crash()
    await expect(connect(broker.url('here'))).rejects.toThrow()
    await broker.restart()
    expect(broker.seconds.reboots).toHaveLength(1)
    expect(await takeOne(broker.url('here'), 'survives')).toBe('order-1')
    expect(await takeOne(broker.url('here'), 'replicated')).toBe('order-1')
    expect(await broker.writeDown()).toBe('ok') // the next node says so, too
  })

  test('a graceful stop says goodbye to its clients, and keeps what was confirmed', { timeout }, async ({ skip }) => {
    const broker = needsBroker(skip)
    await publishOne(broker.url('there'), 'stays')
    const client = await connect(broker.url('there'))
    const heard: string[] = []
    client.on('error', (error) => heard.push(`error ${error}`))
    client.on('close', (error) => heard.push(`close ${(error as { code?: number }).code}`))
    await broker.shutDown()
    await expect(connect(broker.url('there'))).rejects.toThrow()
    expect(heard).toEqual(['close 320'])
    const reboots = broker.seconds.reboots.length
    await broker.restart()
    expect(broker.seconds.reboots).toHaveLength(reboots + 1)
    expect(await takeOne(broker.url('there'), 'stays')).toBe('order-1')
  })

  test('a frozen broker says nothing, and goes on after the thaw', { timeout }, async ({ skip }) => {
    const broker = needsBroker(skip)
    await broker.freeze()
    const answer = connect(broker.url('there'), { timeout: 60_000 }).then(
      async (connection) => connection.close().then(() => 'answered'),
      (error) => `failed: ${error}`,
    )
    expect(await Promise.race([answer, pause(1_000, 'silence')])).toBe('silence')
    await broker.thaw()
    expect(await answer).toBe('answered')
  })

  test('rabbitmqctl and the log are at hand', { timeout }, async ({ skip }) => {
    const broker = needsBroker(skip)
    expect(await broker.ctl('list_vhosts')).toContain('there')
    expect(broker.logTail(3)).toHaveLength(3)
  })

  test('nothing is left after its end', { timeout }, async ({ skip }) => {
    const broker = needsBroker(skip)
    await broker.stop()
    await expect(connect(broker.url('here'))).rejects.toThrow()
    expect(run.end().killed).toEqual([])
  })
})

async function publishOne(url: string, queue: string, args?: Record<string, string>): Promise<void> {
  const connection = await connect(url)
  const channel = await connection.createConfirmChannel()
  await channel.assertQueue(queue, { arguments: args })
  channel.sendToQueue(queue, Buffer.from('order-1'), { persistent: true })
  await channel.waitForConfirms()
  await connection.close()
}

async function takeOne(url: string, queue: string): Promise<string | null> {
  const connection = await connect(url)
  const channel = await connection.createChannel()
  const message = await channel.get(queue, { noAck: true })
  await connection.close()
  return message === false ? null : message.content.toString()
}
