import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { doorArguments, doorFile, doorScript } from './metadata-door.ts'

/** A queue of this name is at its limit with `queueLimit` messages, in every vhost, and refuses more: chapter 04 needs one. */
export const limitedQueue = 'orders-limited'
const queueLimit = 20

/** Ports of one node, all on loopback. */
export interface Ports {
  amqp: number
  epmd: number
  distribution: number
  /** Where the node says that its metadata are on disk. */
  door: number
}

/** What a node is started with; plain data, so that another process can start the same node again. */
export interface NodeSettings {
  /** Programs of this RabbitMQ: folder of `rabbitmq-server`, and of `erl` (null: on the PATH). */
  scripts: string
  erlang: string | null
  /** The node's own folder: configuration, data, log, Erlang cookie. */
  folder: string
  ports: Ports
  vhosts: string[]
}

/** Writes the configuration files of a node into its folder. Accepted by RabbitMQ 4.0 to 4.3. */
export function writeConfiguration({ folder, ports, vhosts }: NodeSettings): void {
  mkdirSync(join(folder, 'data'), { recursive: true })
  writeFileSync(join(folder, 'enabled_plugins'), '[].\n')
  writeFileSync(
    join(folder, 'rabbitmq.conf'),
    [
      `listeners.tcp.1 = 127.0.0.1:${ports.amqp}`,
      `load_definitions = ${join(folder, 'definitions.json')}`,
      // From 4.3 a non-durable queue is refused, and chapter 03 needs one to show what becomes of it.
      'deprecated_features.permit.transient_nonexcl_queues = true',
      '',
    ].join('\n'),
  )
  writeFileSync(join(folder, doorFile), doorScript(ports.door, '127.0.0.1'))
  writeFileSync(join(folder, 'definitions.json'), JSON.stringify(definitions(vhosts), null, 1))
}

/** The files of a node in a container: the official image reads `conf.d`, and brings the rest of its configuration itself. */
export function containerConfiguration(vhosts: string[]): { target: string; content: string }[] {
  const definitionsPath = '/etc/rabbitmq/zero-loss-definitions.json'
  const lines = [
    `load_definitions = ${definitionsPath}`,
    'loopback_users.guest = false', // the port is published by the engine, so nobody is on loopback
    'log.console = true',
    // From 4.3 a non-durable queue is refused, and chapter 03 needs one to show what becomes of it.
    'deprecated_features.permit.transient_nonexcl_queues = true',
    '',
  ]
  return [
    { target: '/etc/rabbitmq/conf.d/90-zero-loss.conf', content: lines.join('\n') },
    { target: definitionsPath, content: JSON.stringify(definitions(vhosts)) },
    { target: doorPath, content: doorScript(containerDoor, '0.0.0.0') },
  ]
}

/** The port of {@link Ports.door} inside of a container. */
export const containerDoor = 25_600

const doorPath = `/etc/rabbitmq/${doorFile}`

/** The environment of a container. */
export const containerEnvironment = { RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: doorArguments(doorPath) }

/** The environment of the node, and of `rabbitmqctl` beside it. */
export function environment({ erlang, folder, ports }: NodeSettings): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(RABBITMQ|ERL)_/.test(name))
  return {
    ...Object.fromEntries(inherited),
    PATH: [erlang, process.env.PATH].filter(Boolean).join(':'),
    HOME: folder, // the Erlang cookie lives there
    ERL_EPMD_PORT: String(ports.epmd),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_CRASH_DUMP_SECONDS: '0',
    RABBITMQ_NODENAME: 'zero-loss@localhost',
    RABBITMQ_NODE_PORT: String(ports.amqp),
    RABBITMQ_DIST_PORT: String(ports.distribution),
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: folder,
    RABBITMQ_LOGS: '-',
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    // With it the start script becomes the node itself (exec), so that a SIGKILL to our child kills the broker.
    RABBITMQ_ALLOW_INPUT: '1',
    // The node is started in its folder, so the path of the file is short, whatever the checkout's is.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `-kernel inet_dist_use_interface {127,0,0,1} ${doorArguments(doorFile)}`,
  }
}

/** Users and vhosts that the node imports while it boots: far cheaper than a `rabbitmqctl add_vhost` of 0.9 s each. */
function definitions(vhosts: string[]): unknown {
  const names = ['/', ...vhosts]
  const everything = { configure: '.*', write: '.*', read: '.*' }
  return {
    users: [
      { name: 'guest', password: 'guest', tags: ['administrator'] },
      { name: 'shop', password: 'shop', tags: [] },
    ],
    vhosts: names.map((name) => ({ name })),
    // A policy, and not an argument: the candidate declares the queue. And at boot: rabbitmqctl takes a second for each.
    policies: vhosts.map((vhost) => ({
      ...{ vhost, name: 'limited', pattern: `^${limitedQueue}$`, 'apply-to': 'queues', priority: 0 },
      definition: { 'max-length': queueLimit, overflow: 'reject-publish' },
    })),
    permissions: [
      ...names.map((vhost) => ({ user: 'guest', vhost, ...everything })),
      // Roles may not enter `/`: code that forgets the vhost is told so, and does not meet others there.
      ...vhosts.map((vhost) => ({ user: 'shop', vhost, ...everything })),
    ],
  }
}
