import { inspect } from 'node:util'

const maxLength = 300

/**
 * Says in one line what learner code has thrown, which may be anything.
 * @param file URL of the judged file: its line is named when the error knows it
 */
export function describe(error: unknown, file: string): string {
  try {
    const text = error instanceof Error ? `${error.name}: ${messageOf(error)}` : inspect(error, { depth: 1 })
    const [first = ''] = text.split('\n', 1)
    return `${first.slice(0, maxLength)}${lineIn(error, file)}`
  } catch {
    return 'something that can’t be described' // a getter of its own threw
  }
}

/** Node packs the failures to reach `localhost` by IPv6 and IPv4 into one error without a message. */
function messageOf(error: Error): string {
  if (error.message !== '' || !(error instanceof AggregateError)) return error.message
  return error.errors.map((one) => String((one as Error)?.message ?? one)).join(', ')
}

function lineIn(error: unknown, file: string): string {
  const stack = (error as { stack?: unknown } | null | undefined)?.stack
  const line = String(stack).split(`${file}:`)[1]?.match(/^\d+/)?.[0]
  return line === undefined ? '' : ` (line ${line})`
}
