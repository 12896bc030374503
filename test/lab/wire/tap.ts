import type { Side } from './channel.ts'
import { ConfirmKeeper } from './confirm-keeper.ts'
import { FrameReader } from './frames.ts'
import { GarbageError } from './garbage.ts'
import type { Observer } from './observer.ts'

/** Reads along one direction of a connection: each frame is shown to the observer before its bytes may go on. */
export class Tap {
  readonly #observer: Observer
  readonly #from: Side
  readonly #reader = new FrameReader()
  #unreadable = false
  #keeper: ConfirmKeeper | null = null

  constructor(observer: Observer, from: Side) {
    this.#observer = observer
    this.#from = from
  }

  /** @returns the bytes that may go on: whole frames; from the first garbage on, everything as it comes */
  read(chunk: Buffer): Buffer {
    if (this.#unreadable) return chunk
    this.#reader.push(chunk)
    try {
      return this.#keeper === null ? this.#readAll() : this.#readAround(this.#keeper)
    } catch (error) {
      if (!(error instanceof GarbageError)) throw error
      this.#unreadable = true
      this.#observer.garbage(this.#from, error.message)
      return this.#reader.takeAll()
    }
  }

  /** From now on confirms do not go on, until `giveConfirms`. */
  keepConfirms(): void {
    this.#keeper ??= new ConfirmKeeper()
  }

  /** @returns the kept confirms as one frame a channel, which the observer has seen */
  giveConfirms(): Buffer {
    const bytes = this.#keeper?.release() ?? Buffer.alloc(0)
    const reader = new FrameReader()
    reader.push(bytes)
    for (let frame = reader.next(); frame !== null; frame = reader.next()) this.#observer.see(frame, this.#from)
    return bytes
  }

  #readAll(): Buffer {
    for (let frame = this.#reader.next(); frame !== null; frame = this.#reader.next()) {
      this.#observer.see(frame, this.#from)
    }
    return this.#reader.takeRead()
  }

  #readAround(keeper: ConfirmKeeper): Buffer {
    const passed: Buffer[] = []
    for (let frame = this.#reader.next(); frame !== null; frame = this.#reader.next()) {
      const bytes = this.#reader.takeRead()
      const kept = keeper.keep(frame)
      if (kept !== null) this.#observer.kept(kept)
      else {
        this.#observer.see(frame, this.#from)
        passed.push(bytes)
      }
    }
    return Buffer.concat(passed)
  }

  /** @returns the beginning of a frame whose end will not come: the direction has ended */
  end(): Buffer {
    return this.#reader.takeAll()
  }
}
