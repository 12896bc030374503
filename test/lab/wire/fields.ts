/** Reads the fields of one frame's payload from left to right. All of AMQP's numbers are big-endian. */
export class Fields {
  readonly #bytes: Buffer
  #offset = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  octet(): number {
    return this.#bytes.readUInt8(this.#move(1))
  }

  short(): number {
    return this.#bytes.readUInt16BE(this.#move(2))
  }

  long(): number {
    return this.#bytes.readUInt32BE(this.#move(4))
  }

  /** A 64-bit number. Delivery tags and body sizes stay far below 2^53, where JavaScript's numbers are exact. */
  longLong(): number {
    return Number(this.#bytes.readBigUInt64BE(this.#move(8)))
  }

  shortString(): string {
    const length = this.octet()
    const start = this.#move(length)
    return this.#bytes.toString('utf8', start, start + length)
  }

  skipTable(): void {
    this.#move(this.long())
  }

  #move(bytes: number): number {
    const start = this.#offset
    this.#offset += bytes
    return start
  }
}

/** What the lab reads of a message's properties. */
export interface Properties {
  bodyBytes: number
  persistent: boolean
  messageId: string | null
}

/** Reads a content header frame: class, weight, body size, flags, and the properties that the flags announce. */
export function readProperties(payload: Buffer): Properties {
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
