import { Fields } from './fields.ts'

/** What the lab reads of a message. */
export interface Message {
  persistent: boolean
  orderId: string | null
}

/** A message that a method has announced, and whose header and body come in frames of their own. */
export class Content {
  readonly #onWhole: (message: Message) => void
  #properties: Properties | null = null
  readonly #body: Buffer[] = []
  #missingBytes = 0

  constructor(onWhole: (message: Message) => void) {
    this.#onWhole = onWhole
  }

  /** @returns whether the message is whole now */
  header(payload: Buffer): boolean {
    this.#properties = readProperties(payload)
    this.#missingBytes = this.#properties.bodyBytes
    return this.#finishIfWhole()
  }

  /** @returns whether the message is whole now */
  body(payload: Buffer): boolean {
    this.#missingBytes -= payload.length
    if (this.#properties?.messageId === null) this.#body.push(payload)
    return this.#finishIfWhole()
  }

  #finishIfWhole(): boolean {
    if (this.#properties === null || this.#missingBytes > 0) return false
    const { persistent, messageId } = this.#properties
    this.#onWhole({ persistent, orderId: messageId ?? idIn(Buffer.concat(this.#body)) })
    return true
  }
}

interface Properties {
  bodyBytes: number
  persistent: boolean
  messageId: string | null
}

/** Reads a content header frame: class, weight, body size, flags, and the properties that the flags announce. */
function readProperties(payload: Buffer): Properties {
  const fields = new Fields(payload)
  fields.long() // class and weight
  const bodyBytes = fields.longLong()
  const flags = fields.short()
  const has = (bit: number) => (flags & (1 << bit)) !== 0
  if (has(15)) fields.shortString() // content-type
  if (has(14)) fields.shortString() // content-encoding
  if (has(13)) fields.skipTable() // headers
  const persistent = has(12) && fields.octet() === 2
  if (has(11)) fields.octet() // priority
  if (has(10)) fields.shortString() // correlation-id
  if (has(9)) fields.shortString() // reply-to
  if (has(8)) fields.shortString() // expiration
  return { bodyBytes, persistent, messageId: has(7) ? fields.shortString() : null }
}

/** The order's id, when the publisher did not set `messageId`. */
function idIn(body: Buffer): string | null {
  try {
    const { id } = JSON.parse(body.toString('utf8')) as { id?: unknown }
    return typeof id === 'string' ? id : null
  } catch {
    return null
  }
}
