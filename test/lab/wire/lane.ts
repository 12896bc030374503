import type { Socket } from 'node:net'
import type { Tap } from './tap.ts'

/** About what a kernel keeps of bytes that nobody acknowledges; then the sender's writes stop. */
const maxHeldBytes = 4 * 1024 * 1024

/**
 * One direction of one connection: reads, lets the tap see it, passes on. No faster than the receiver reads.
 *
 * A reset is never passed on as a reset, only as an end: by luck it could drop an ack
 * that the receiver's kernel has and the receiver has not read yet.
 */
export class Lane {
  readonly #source: Socket
  readonly #target: Socket
  readonly #tap: Tap
  readonly #onEnd: () => void
  /** What came since `hold()`, in order; null when the lane is open. */
  #held: Buffer[] | null = null
  #heldBytes = 0
  #ended = false

  /** @param onEnd called when the source will send no more, and when it has closed */
  constructor(source: Socket, target: Socket, tap: Tap, onEnd: () => void) {
    this.#source = source
    this.#target = target
    this.#tap = tap
    this.#onEnd = onEnd
    source.on('data', (chunk: Buffer) => this.#pass(tap.read(chunk)))
    source.on('end', () => this.#end())
    source.on('close', () => this.#end())
    target.on('drain', () => this.#flow())
    target.on('close', () => {
      this.#heldBytes = 0 // nobody will ever take it: read on to the end, so that the end is seen
      this.#flow()
    })
  }

  /** Lets nothing through any more, neither bytes nor the end. */
  hold(): void {
    this.#held ??= []
  }

  /** Lets through what was held, and then what comes. */
  release(): void {
    const held = this.#held ?? []
    this.#held = null
    this.#heldBytes = 0
    for (const bytes of held) this.#pass(bytes)
    if (this.#ended) this.#target.end()
  }

  /** Confirms do not go on from here, until `giveConfirms`. */
  keepConfirms(): void {
    this.#tap.keepConfirms()
  }

  /** Lets the kept confirms go on, merged. */
  giveConfirms(): void {
    this.#pass(this.#tap.giveConfirms())
  }

  #pass(bytes: Buffer): void {
    if (bytes.length === 0 || !this.#target.writable) return
    if (this.#held === null) this.#target.write(bytes)
    else {
      this.#held.push(bytes)
      this.#heldBytes += bytes.length
    }
    this.#flow()
  }

  /** Reads on, or lets the sender wait. */
  #flow(): void {
    if (this.#heldBytes > maxHeldBytes || this.#target.writableNeedDrain) this.#source.pause()
    else this.#source.resume()
  }

  #end(): void {
    this.#ended = true
    this.#onEnd()
    this.#pass(this.#tap.end())
    if (this.#held === null) this.#target.end()
  }
}
