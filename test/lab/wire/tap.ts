import type { Side } from './channel.ts'
import { FrameReader } from './frames.ts'
import { GarbageError } from './garbage.ts'
import type { Observer } from './observer.ts'

/** Reads along one direction of a connection: each frame is shown to the observer before its bytes may go on. */
export class Tap {
  readonly #observer: Observer
  readonly #from: Side
  readonly #reader = new FrameReader()
  #unreadable = false

  constructor(observer: Observer, from: Side) {
    this.#observer = observer
    this.#from = from
  }

  /** @returns the bytes that may go on: whole frames; from the first garbage on, everything as it comes */
  read(chunk: Buffer): Buffer {
    if (this.#unreadable) return chunk
    this.#reader.push(chunk)
    try {
      for (let frame = this.#reader.next(); frame !== null; frame = this.#reader.next()) {
        this.#observer.see(frame, this.#from)
      }
      return this.#reader.takeRead()
    } catch (error) {
      if (!(error instanceof GarbageError)) throw error
      this.#unreadable = true
      this.#observer.garbage(this.#from, error.message)
      return this.#reader.takeAll()
    }
  }

  /** @returns the beginning of a frame whose end will not come: the direction has ended */
  end(): Buffer {
    return this.#reader.takeAll()
  }
}
