/**
 * What the wire costs: confirmed publishing through it, against the same past it, in one run on one real RabbitMQ.
 * Exit code 1 when it keeps less than 0.8 of the direct throughput. Needs a machine with little else to do.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { connect } from 'amqplib'
import { EmbeddedBroker, launchNode } from '../broker/embedded.ts'
import { terminalProgress } from '../broker/progress.ts'
import { unpackedRabbit } from '../broker/unpack.ts'
import { brokerFolder } from '../paths.ts'
import { RunFolder } from '../run-folder.ts'
import type { WireEvent } from '../wire/events.ts'
import { Wire } from '../wire/wire.ts'
import type { Round } from './publisher.ts'

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const worstRatio = 0.8
const vhost = 'bench'
const load = { queue: 'orders', messages: 20_000, bodyBytes: 300, inFlight: 1_000 }

const run = RunFolder.create()
process.on('exit', () => run.end())

const programs = await unpackedRabbit(brokerFolder, terminalProgress())
const broker = await EmbeddedBroker.adopt(await launchNode(programs, run, { vhosts: [vhost], why: 'benchmark' }), run)
let told: WireEvent[] = []
const wire = await Wire.listen(
  () => broker.address,
  (event) => told.push(event),
)
const through = new URL(broker.url(vhost))
through.port = String(wire.port)
const publisher = fork(resolve(import.meta.dirname, 'publisher.ts'), { execArgv: [] })
run.register(publisher.pid, 'publisher')
const died = once(publisher, 'exit').then(([code]) => {
  throw new Error(`The publisher ended with code ${code}.`)
})

const control = await (await connect(broker.url(vhost))).createChannel()
await control.assertQueue(load.queue, { durable: true })

const ways = { direct: broker.url(vhost), wire: through.href }
const perSecond: Record<keyof typeof ways, number[]> = { direct: [], wire: [] }
for (let round = 0; round <= rounds; round++) {
  // Who goes first takes turns: the machine's mood changes within a round, too.
  for (const way of round % 2 === 0 ? (['direct', 'wire'] as const) : (['wire', 'direct'] as const)) {
    told = []
    await control.purgeQueue(load.queue)
    const rate = (load.messages / (await publish({ ...load, url: ways[way] }))) * 1000
    if (round > 0) perSecond[way].push(rate) // the first round warms up
    const publishes = told.filter(({ kind }) => kind === 'publish').length
    if (publishes !== (way === 'wire' ? load.messages : 0)) throw new Error(`The wire told ${publishes} publishes.`)
  }
}

const ratio = median(perSecond.wire) / median(perSecond.direct)
console.log(`RabbitMQ ${broker.version}, ${load.messages} messages of ${load.bodyBytes} bytes, ${rounds} rounds`)
for (const way of ['direct', 'wire'] as const) {
  const rates = perSecond[way].map((rate) => rate.toFixed(0)).join(' ')
  console.log(`${way.padEnd(8)}${median(perSecond[way]).toFixed(0)} messages a second, median of ${rates}`)
}
console.log(`ratio   ${ratio.toFixed(2)}${ratio < worstRatio ? `, less than ${worstRatio}: the wire is too slow` : ''}`)
process.exit(ratio < worstRatio ? 1 : 0)

/** Milliseconds from the first publish to the last confirm. */
async function publish(round: Round): Promise<number> {
  publisher.send(round)
  const [elapsedMs] = (await Promise.race([once(publisher, 'message'), died])) as [number]
  return elapsedMs
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
