import { GarbageError } from './garbage.ts'

/**
 * Reads the fields of one frame's payload from left to right. All of AMQP's numbers are big-endian.
 * Every method throws GarbageError when the payload ends before the field does.
 */
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
    return this.long() * 2 ** 32 + this.long()
  }

  shortString(): string {
    const length = this.octet()
    const start = this.#move(length)
    return this.#bytes.toString('utf8', start, start + length)
  }

  skipTable(): void {
    this.#move(this.long())
  }

  /** Flags that share one octet; the first is its lowest bit. */
  bits<Name extends string>(...names: Name[]): Record<Name, boolean> {
    const octet = this.octet()
    const bits = {} as Record<Name, boolean>
    for (const [index, name] of names.entries()) bits[name] = (octet & (1 << index)) !== 0
    return bits
  }

  #move(bytes: number): number {
    const start = this.#offset
    this.#offset += bytes
    if (this.#offset > this.#bytes.length) {
      throw new GarbageError(`A payload of ${this.#bytes.length} bytes has a field that ends at byte ${this.#offset}.`)
    }
    return start
  }
}
