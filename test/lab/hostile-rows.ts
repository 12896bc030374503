import type { CodeName } from './codes.ts'

/** A strange file, what it must earn, and the reason that the report must give. */
export type Row = [candidate: string, earns: CodeName | 'PASS', reason: RegExp | null]

/** Files of test/lab/hostile, judged as answers to chapter 1. */
export const files: Row[] = [
  ['throws-on-import', 'DID_NOT_LOAD', /^Error: the configuration is missing \(line 3\)$/],
  ['throws-in-the-function', 'DID_NOT_OPEN', /^openWarehouse failed: Error: no truck today \(line 5\)$/],
  ['never-returns', 'DID_NOT_OPEN', /^warehouse-1 did not open within \d+ s$/],
  ['never-connects', 'NEVER_CONNECTED', /^warehouse-1 opened, and no connection came to the desk's amqpUrl$/],
  [
    'connects-elsewhere',
    'NEVER_CONNECTED',
    /^openWarehouse failed: Error: connect ECONNREFUSED 127\.0\.0\.1:1; and no/,
  ],
  ['connects-elsewhere-in-the-background', 'NEVER_CONNECTED', /^warehouse-1 opened, and no connection came/],
  [
    'forgets-the-vhost',
    'DID_NOT_OPEN',
    /; the broker had said: 530 NOT_ALLOWED - access to vhost '\/' refused for user 'shop'/,
  ],
  ['rejects-later', 'EXITED', /^warehouse-1 exited by itself, with exit code 1$/],
  ['exits-with-0', 'EXITED', /^warehouse-1 exited by itself, with exit code 0$/],
  ['exits-with-1', 'EXITED', /^warehouse-1 exited by itself, with exit code 1$/],
  ['aborts', 'EXITED', /^warehouse-1 exited by itself, by SIGABRT$/],
  ['loops-in-open', 'BLOCKED_EVENT_LOOP', /^warehouse-1 did not answer for \d+ s: it computed without a pause$/],
  ['loops-in-a-handler', 'BLOCKED_EVENT_LOOP', /^warehouse-1 did not answer for \d+ s: it computed without a pause$/],
  ['stands-still', 'BLOCKED_EVENT_LOOP', /^warehouse-1 did not answer for \d+ s: it stood still inside of a sync/],
  ['takes-1-gb-of-heap', 'OUT_OF_MEMORY', /^warehouse-1 had taken 512 MB of memory$/],
  ['takes-2-gb-of-buffers', 'OUT_OF_MEMORY', /^warehouse-1 had taken \d{3,4} MB of memory$/],
  ['hands-everything-back', 'GOES_IN_CIRCLES', /^it shipped 0 of 20 orders, and one was delivered \d+ times$/],
  ['closes-the-line', 'HUNG_UP', /^warehouse-1 closed file descriptor 3, its line to the lab$/],
  [
    'ships-what-nobody-placed',
    'SHIPPED_UNPLACED',
    /^warehouse-1 called ship\(\) once with .*, first with order-of-nobody$/,
  ],
  [
    'declares-another-queue',
    'QUEUE_NOT_DECLARED',
    /^nobody had declared the queue "orders" when 20 of 20 orders came$/,
  ],
  ['deletes-the-queue', 'QUEUE_DELETED', /^warehouse-1 deleted or emptied the queue "orders", and \d+ of 20 orders/],
  ['deletes-the-queue-at-once', 'QUEUE_DELETED', /^warehouse-1 deleted or emptied the queue "orders", and 20 of 20/],
  ['keeps-the-queue-to-itself', 'LOST_ON_CONSUMER_CRASH', /^\d+ of 20 claimed orders are gone$/],
  ['settles-without-shipping', 'LOST_WITHOUT_FAULT', /^20 of 20 claimed orders are gone$/],
  ['prints-100-mb', 'PASS', null],
  ['child-outlives-it', 'PASS', null],
  ['closes-stdin-and-stdout', 'PASS', null],
  ['sends-strange-messages', 'PASS', null],
  ['opens-1000-channels', 'PASS', null],
  ['ships-twice', 'PASS', null],
  ['swallows-sigterm', 'PASS', null],
  ['type-error', 'PASS', null],
]

/** Files that no tool could read: written for each run. */
export const texts: [...Row, text: string][] = [
  ['empty', 'NOT_EXPORTED', /^it does not export openWarehouse; it exports nothing$/, ''],
  [
    'no-export',
    'NOT_EXPORTED',
    /; it exports default, openWarehouze$/,
    'export const openWarehouze = 1\nexport default 2\n',
  ],
  [
    'wrong-kind',
    'NOT_EXPORTED',
    /^openWarehouse is no function, but \{ open: true \}$/,
    'export const openWarehouse = { open: true }',
  ],
  [
    'syntax-error',
    'DID_NOT_LOAD',
    /^SyntaxError: .+ \(line 2\)$/,
    'export const openWarehouse = async () => {\n  await ship(\n',
  ],
]
