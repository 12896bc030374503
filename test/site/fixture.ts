import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeAssets } from '../../site/assets.ts'
import type { Checkout } from '../../site/checkout.ts'
import { ROOT, SITE } from '../../site/workshop.ts'
import { chapterOne } from '../lab/histories.ts'
import { judge } from '../lab/judge.ts'
import type { Report } from '../lab/report.ts'
import { sceneOf } from '../lab/scene-of.ts'

/** The real assets, made once for all tests that build a site. */
export const theAssets = makeAssets(SITE)

/** A checkout in memory: two full chapters of a length that real ones have. `changes` edits or adds files; null takes one out. */
export function fixtureCheckout(
  changes: Record<string, ((text: string) => string) | string | null> = {},
): Checkout & { lineOf(path: string, text: string): number } {
  const files = new Map<string, string>()
  for (const [slug, title] of Object.entries(TITLES)) {
    for (const [path, text] of chapterFiles(slug, title)) files.set(path, text)
  }
  for (const [name, text] of Object.entries(TABLES)) files.set(`chapters/${name}`, text)
  for (const [path, change] of Object.entries(changes)) {
    if (change === null) files.delete(path)
    else files.set(path, typeof change === 'string' ? change : change(files.get(path) ?? ''))
  }
  return {
    read: (path) => files.get(path),
    list: (folder) => {
      const inside = [...files.keys()].filter((path) => path.startsWith(`${folder}/`))
      return [...new Set(inside.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))].sort()
    },
    /** The line of a file at which a text stands, from 1. */
    lineOf: (path, text) => (files.get(path) ?? '').split('\n').findIndex((line) => line.includes(text)) + 1,
  }
}

const SOURCE = '"[Consumer prefetch](https://www.rabbitmq.com/docs/consumer-prefetch), RabbitMQ 4.0"'

/** What a book has beside its chapters. */
const TABLES = {
  'home.md': 'You will hear this question.\n\n## What you need\n\nNode.js.\n',
  'opening.md': `---
question: How do your projects guarantee that messages are not lost?
---

## What the interviewer is after

Whether you can walk the whole way of one message.

## Answer in two minutes

### junior

We confirm, we persist, we acknowledge.

### middle

We say "accepted" after the confirm.

### senior

We have an outbox.

## Where it goes from here

### "We use manual acknowledgement." {#manual-ack}

- stop: warehouse
- asks: When exactly do you ack?
- leads to: 01-auto-ack/consumer-loss, 02-ack-timing/when-to-ack

Most losses come from a wrong moment.

## What makes them stop listening

1. **"It is 100 % safe."** Nobody who has run a broker says so.
2. **"Exactly once."** There is always a moment in which the process can die.
`,
  'loss-paths.yaml': `- id: P1
  title: Fire and forget
  how: "\`publish\` has no reply."
  fix: A confirm channel.
  chapter: 04-publisher-confirms
  source: ${SOURCE}
- id: C1
  title: Automatic acknowledgement
  how: The broker forgets it.
  fix: An ack of your own.
  chapter: 01-auto-ack
  shown: wrong/prefetch-only
- id: C14
  title: A crash before the ack
  how: It comes again.
  fix: An effect that can bear it.
  kind: twice
  chapter: 02-ack-timing
  shown: scenario/warehouse-dies
`,
  'glossary.yaml': `- term: Prefetch
  chinese: 预取
  means: How many deliveries may be *unacknowledged* at a time.
  chapter: 01-auto-ack
- term: Confirm
  means: The answer of the broker.
  source: ${SOURCE}
`,
  'equivalence.yaml': `- id: accepted
  question: Has the broker accepted it?
  rabbitmq: Publisher confirm.
  rabbitmq-source: ${SOURCE}
  kafka: "\`acks\` and the future of \`send()\`."
  kafka-source: ${SOURCE}
  rocketmq: The result of a synchronous send.
  rocketmq-source: ${SOURCE}
`,
}

const TITLES = { '01-auto-ack': 'The warehouse that forgets', '02-ack-timing': 'Ack means "I have done it"' }

function chapterFiles(slug: string, title: string): [string, string][] {
  const own = (text: string) => text.replaceAll('SLUG', slug).replaceAll('TITLE', title)
  const solution = readFileSync(join(ROOT, 'solutions/01-auto-ack/warehouse.ts'), 'utf8')
  const wrong = (name: string) => `test/${slug}/wrong/${name}.ts`
  return [
    [`chapters/${slug}/lesson.md`, own(LESSON)],
    [`chapters/${slug}/interview.md`, own(INTERVIEW)],
    [`chapters/${slug}/recorded.json`, own(JSON.stringify(recorded(), null, 2))],
    [`exercises/${slug}/warehouse.ts`, EXERCISE],
    [`solutions/${slug}/warehouse.ts`, solution],
    [
      wrong('ack-on-receipt'),
      wrongFix('Settles the order the moment it arrives, "so that it is never delivered twice".', ACK_FIRST),
    ],
    [wrong('ack-in-finally'), wrongFix('Acknowledges in `finally`, "so that no order stays unacked".', ACK_LAST)],
    [
      wrong('prefetch-only'),
      wrongFix(
        'Takes one order at a time.\n *\n * Automatic acknowledgement ignores the prefetch.',
        EXERCISE.replace('  // TODO', '  await channel.prefetch(1)\n  // TODO'),
      ),
    ],
  ]
}

const wrongFix = (story: string, code: string) => `// earns: LOST_ON_CONSUMER_CRASH\n/** ${story} */\n${code}`

const EXERCISE = `import { connect } from 'amqplib'
import type { OpenWarehouse, Order } from '../shop.ts'

/** Ships every order that arrives in the queue. */
export const openWarehouse: OpenWarehouse = async ({ amqpUrl, queue, ship }) => {
  const connection = await connect(amqpUrl)
  const channel = await connection.createChannel()
  await channel.assertQueue(queue)

  // TODO: every order placed must be shipped in the end, even if this process is killed while it
  // ships, and even if a truck is full and ship() rejects.
  // #region consume
  await channel.consume(
    queue,
    async (message) => {
      if (message === null) return // the broker cancelled this consumer
      const order: Order = JSON.parse(message.content.toString())
      try {
        await ship(order)
      } catch (error) {
        console.error(\`Order \${order.id} was not shipped:\`, error)
      }
    },
    { noAck: true },
  )
  // #endregion
}
`
const ACK_FIRST = EXERCISE.replace('      const order', '      channel.ack(message)\n      const order').replace(
  'noAck: true',
  'noAck: false',
)
const ACK_LAST = EXERCISE.replace(
  'error)\n      }',
  'error)\n      } finally {\n        channel.ack(message)\n      }',
).replace('noAck: true', 'noAck: false')

const LESSON = `---
title: TITLE
question: Your consumer dies while it processes a message. Is the message lost?
promise: every order placed is shipped, even if a warehouse dies
edit: exercises/SLUG/warehouse.ts
code: LOST_ON_CONSUMER_CRASH
route:
  deaths:
    - at: warehouse
      how: what it holds dies with it
  missing: [ack]
hints:
  - The broker forgets a message when it is acknowledged. Who acknowledges here, and when?
  - Look at the options of \`consume\`. Then find the line after which the parcel is on the truck.
  - "Set \`noAck\` to false. Call \`channel.ack(message)\` after \`await ship(order)\`, and \`channel.nack(message)\` when it rejects."
---

## The question

An interviewer draws a queue and a consumer, and asks: *your consumer dies while it processes a message. Is the message lost?*

Most people answer "no, RabbitMQ delivers it again". That is true for one setting, and false for the one that many tutorials start with. The interviewer wants to hear **which moment** decides it.

> A message is yours to lose from the moment the broker forgets it.

## What happens

Twenty orders wait in the queue. The warehouse opens and takes them. It is shipping the eighth when the laboratory kills it with SIGKILL. A second warehouse opens, and finds nothing.

<<< route

<<< runs

Thirteen orders are gone. The customers were told "accepted". No log line, no error, no dead letter says so.

## Why

With \`noAck: true\` the broker settles a message when it has written it to the socket. What lies in the socket, in the client library's buffer and in your memory exists nowhere else.

<<< exercises/SLUG/warehouse.ts#consume

### Who holds the message {#who-holds-it}

| Moment | Automatic acknowledgement | Manual acknowledgement |
|---|---|---|
| In the queue | broker | broker |
| On the wire, in your buffers | nobody but you | broker, as *unacked* |
| While \`ship()\` runs | nobody but you | broker, as *unacked* |
| After \`ack\` | | on the truck |

The default of amqplib is manual. Someone chose to change it, perhaps because it was faster:

\`\`\`ts
channel.consume(queue, handle, { noAck: true }) // 3 times the throughput, and no net
\`\`\`

## Your task

Change the warehouse so that every order is shipped in the end. An order may be shipped twice; [chapter 2](../02-ack-timing/lesson.md#why) explains why that can't be avoided here. See also [the interview](interview.md#consumer-loss).

## What the judge does

1. It places 20 orders, and opens your warehouse.
2. It holds \`ship()\` at order #8, and kills the process.
3. It opens your warehouse a second time, and waits until the queue is empty.
4. It fails one \`ship()\` call, as a full truck would.

\`\`\`bash
npm test 1
\`\`\`

## Tempting fixes

Each of these was somebody's first idea. All of them pass on a sunny day.

<<< tempting-fixes

## In production

- Watch \`messages_unacknowledged\`. A number that only grows means that somebody forgets to acknowledge.
- Set a prefetch. Without one, the broker pushes the whole queue into one process.
- The acknowledgement timeout is 30 minutes since RabbitMQ 3.8.17.

With the fix, the same crash looks like this:

<<< run:wrong/ack-on-receipt

## Sources

- [Consumer Acknowledgements and Publisher Confirms](https://www.rabbitmq.com/docs/confirms), RabbitMQ 4.0
- [Consumer Prefetch](https://www.rabbitmq.com/docs/consumer-prefetch), RabbitMQ 4.0
`

const INTERVIEW = `---
chapter: SLUG
---

## How can a consumer lose messages? {#consumer-loss}

- level: junior
- after: whether you know the moment at which the broker forgets

### Answer in 30 seconds

With automatic acknowledgement the broker forgets a message when it has written it to the socket. If the process dies after that, everything that was delivered and not yet processed is gone.

So I acknowledge by hand, and only after the effect has happened.

### Follow-ups

1. **Only the message in progress?** No. Everything delivered and not yet processed: the socket, the buffer of the
   library, and your own memory.
2. **Would a prefetch of 1 help with \`noAck\`?** No. The prefetch limits *unacknowledged* messages, and with automatic acknowledgement there are none.
3. **What does amqplib do by default?** It acknowledges by hand: \`noAck\` is false.

   \`\`\`ts
   await channel.consume(queue, handle)
   \`\`\`
4. **When is automatic acknowledgement right?** When losing messages is cheaper than the work of keeping them, as with samples of telemetry.

### Common wrong answer

> "Only the one that was being processed."

It counts what the *handler* holds. The broker has pushed far more into the process by then.

### What to listen for

- good sign: says that everything delivered is lost
- good sign: names the moment at which the broker forgets
- red flag: "we use manual ack"

### Evidence

- scenario: warehouse-dies, shows: SIGKILL, LOST_ON_CONSUMER_CRASH
- wrong fix: prefetch-only, shows: LOST_ON_CONSUMER_CRASH in warehouse-dies
- source: [Consumer acknowledgements](https://www.rabbitmq.com/docs/confirms), RabbitMQ 4.0

## When exactly do you acknowledge? {#when-to-ack}

- level: middle
- after: whether you can name the effect that must be safe first
- builds on: consumer-loss

### Answer in 30 seconds

After the effect is safe, never on receipt. If the effect is a row in a database, after the commit.

### Follow-ups

1. **And a crash after the commit, before the ack?** The message comes again. The effect must bear that: it is at-least-once.
2. **Why not in \`finally\`?** Because \`finally\` also runs when the effect failed.

### Common wrong answer

> "First thing in the handler, so that it is not delivered twice."

That trades a duplicate for a loss.

### What to listen for

- good sign: names the effect
- good sign: says that a repeat is possible then
- red flag: "after processing", and nothing more

### Evidence

- wrong fix: ack-on-receipt, shows: LOST_ON_CONSUMER_CRASH in warehouse-dies
- wrong fix: ack-in-finally, shows: LOST_ON_CONSUMER_CRASH in truck-is-full-once
- measured: RabbitMQ 4.0.5, 2026-11: 50 messages acked, the broker killed 0.3 s later, none came back
- source: [Consumer acknowledgements](https://www.rabbitmq.com/docs/confirms), RabbitMQ 4.0
`

function recorded() {
  const lost = Array.from({ length: 13 }, (_, index) => index + 8)
  const exercise: Report = {
    chapter: 'SLUG',
    candidate: 'exercises/SLUG/warehouse.ts',
    outcome: 'FAIL',
    code: 'LOST_ON_CONSUMER_CRASH',
    promise: 'every order placed is shipped, even if a warehouse dies',
    reason: null,
    scenario: 'a warehouse dies while it ships',
    happened: {
      role: 'warehouse' as const,
      placed: 20,
      claimed: 20,
      stored: 20,
      delivered: 20,
      shipped: 7,
      redelivered: 0,
      duplicated: 0,
      lost,
    },
    timeline: [
      { atMs: 103, actor: 'order-service', text: 'places #1 … #20; all are confirmed', kind: 'normal' },
      {
        atMs: 412,
        actor: 'broker → warehouse-1',
        text: 'deliver #1 … #20, no ack asked for: the broker forgets them here',
        kind: 'loss',
      },
      { atMs: 655, actor: 'warehouse-1', text: 'SIGKILL while it ships #8', kind: 'fault' },
      { atMs: 1102, actor: 'warehouse-2', text: 'opens; the queue is empty', kind: 'normal' },
    ],
    scene: sceneOf(chapterOne.exercise, judge(chapterOne.exercise)),
    details: null,
    played: [{ scenario: 'warehouse-dies', outcome: 'FAIL', code: 'LOST_ON_CONSUMER_CRASH', brokerFault: null }],
    already: ['ships on a sunny day'],
    output: [],
    broker: { runtime: 'embedded', version: '4.0.5', why: 'no Docker engine answers' },
    seed: 7431,
    seconds: { boot: 4.1, reboots: [], wall: 5 },
    firstTry: null,
    strain: null,
  }
  const solution: Report = {
    ...exercise,
    candidate: 'solutions/SLUG/warehouse.ts',
    outcome: 'PASS',
    code: null,
    happened: {
      role: 'warehouse' as const,
      placed: 20,
      claimed: 20,
      stored: 20,
      delivered: 30,
      shipped: 21,
      redelivered: 10,
      duplicated: 1,
      lost: [],
    },
    timeline: [
      { atMs: 412, actor: 'broker → warehouse-1', text: 'deliver #1 … #10, ack wanted', kind: 'normal' },
      { atMs: 655, actor: 'warehouse-1', text: 'SIGKILL while it ships #8', kind: 'fault' },
      { atMs: 661, actor: 'broker → warehouse-2', text: 'deliver #8 … #17 again, marked redelivered', kind: 'normal' },
      { atMs: 720, actor: 'warehouse-2', text: 'ships #8 … #20', kind: 'normal' },
    ],
    scene: sceneOf(chapterOne.solution, judge(chapterOne.solution)),
  }
  const wrong = (name: string, change: Partial<Report>): Report => ({
    ...exercise,
    candidate: `test/SLUG/wrong/${name}.ts`,
    ...change,
  })
  return {
    exercise,
    solution,
    wrong: {
      'ack-on-receipt': wrong('ack-on-receipt', {}),
      'ack-in-finally': wrong('ack-in-finally', {
        scenario: 'a truck is full once',
        happened: { ...exercise.happened, shipped: 19, lost: [5] },
      }),
      'prefetch-only': wrong('prefetch-only', {
        reason: 'The prefetch was set, and 20 deliveries came at once all the same.',
      }),
    },
  }
}
