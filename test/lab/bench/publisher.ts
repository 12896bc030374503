import { connect } from 'amqplib'

/** One round, asked for by the benchmark. */
export interface Round {
  url: string
  queue: string
  messages: number
  bodyBytes: number
  inFlight: number
}

/** The child of the benchmark: publishes in a process of its own, as an order service does. Answers each round with its milliseconds. */
process.on('message', async (round: Round) => process.send?.(await publishConfirmed(round)))

async function publishConfirmed({ url, queue, messages, bodyBytes, inFlight }: Round): Promise<number> {
  const connection = await connect(url)
  const channel = await connection.createConfirmChannel()
  const body = Buffer.alloc(bodyBytes, 'x')
  const startedAtMs = performance.now()
  await new Promise<void>((resolve, reject) => {
    let published = 0
    let confirmed = 0
    const answered = (error: unknown) => {
      if (error) return reject(error)
      confirmed += 1
      if (confirmed === messages) resolve()
      else if (published < messages) publish()
    }
    const publish = () => {
      published += 1
      channel.sendToQueue(queue, body, { persistent: true, messageId: `order-${published}` }, answered)
    }
    while (published < Math.min(inFlight, messages)) publish()
  })
  const elapsedMs = performance.now() - startedAtMs
  await channel.close()
  await connection.close()
  return elapsedMs
}
