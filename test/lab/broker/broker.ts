/** A real RabbitMQ that can be broken. Two runtimes serve it: a plain process (`embedded`), and a container (`docker`). */
export interface Broker {
  readonly runtime: 'embedded' | 'docker'
  /** As the broker itself says it, '4.0.5'. */
  readonly version: string
  /** Why this runtime: one clause for the reader. */
  readonly why: string
  /** Where AMQP is served now, without a vhost. May change with `restart()`. */
  readonly address: { host: string; port: number }
  /** Seconds from start to the first AMQP connection: `boot`, then one entry a restart in `reboots`. */
  readonly seconds: { boot: number; reboots: number[] }
  /** The names of the vhosts that it was born with. */
  readonly vhosts: string[]
  /** The AMQP address of one vhost, with credentials, past any proxy. */
  url(vhost: string): string
  /**
   * Resolves when everything that was declared before is on the disk, so that a crash can't lose it: messages have
   * confirms for that, metadata have nothing. Takes some milliseconds, or 3 s where the broker can't say.
   * @returns 'ok', or why the broker can't say
   */
  writeDown(): Promise<string>
  /** SIGKILL. What the kernel's page cache holds survives: this is no power cut. */
  crash(): Promise<void>
  /** Asks it to stop, and waits until it has: it says goodbye to its clients and writes everything to disk. */
  shutDown(): Promise<void>
  /** Starts it again on the same data, after `crash()` or `shutDown()`. Resolves at the first AMQP connection. */
  restart(): Promise<void>
  /** Stops it from running, without a word to its clients. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  /** Runs `rabbitmqctl` and returns what it printed. Costs about a second. */
  ctl(...args: string[]): Promise<string>
  /** The last lines of its log. */
  logTail(lines: number): string[]
  /** Ends it and deletes its data. */
  stop(): Promise<void>
}
