import { GarbageError } from './garbage.ts'

/**
 * Frames of AMQP 0-9-1: type (1 byte), channel (2), size of the payload (4), payload, end mark 0xCE.
 * Source: AMQP 0-9-1 specification, section 4.2.3.
 */
export interface Frame {
  type: (typeof frameType)[keyof typeof frameType]
  channel: number
  payload: Buffer
}

export const frameType = { method: 1, header: 2, body: 3, heartbeat: 8, protocol: 0x41 } as const

const headBytes = 7
const endMark = 0xce
/** A client opens with these 8 bytes, 'AMQP' 0 0 9 1; a broker answers with them when it speaks another version. */
const protocolBytes = 8
/** RabbitMQ's frame_max is 131,072, and a client may only lower it; much more is no frame, but something else on the line. */
const maxPayloadBytes = 1024 * 1024

/** Cuts one direction of a connection into frames, however TCP has split or joined them. */
export class FrameReader {
  #bytes: Buffer = Buffer.alloc(0)
  /** Where in `#bytes` the next frame begins. */
  #offset = 0
  #first = true

  push(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk])
  }

  /**
   * @returns the next frame; null when it has not come to its end yet
   * @throws GarbageError when the bytes can't be AMQP
   */
  next(): Frame | null {
    const start = this.#offset
    const type = this.#bytes[start]
    if (type === undefined) return null
    if (type === frameType.protocol && this.#first) return this.#protocol()
    if (!isFrameType(type)) throw new GarbageError(`A frame can't begin with byte ${type}.`)
    if (this.#bytes.length - start < headBytes) return null
    const size = this.#bytes.readUInt32BE(start + 3)
    if (size > maxPayloadBytes) throw new GarbageError(`A frame of ${size} bytes is too large to be one.`)
    const end = start + headBytes + size
    const mark = this.#bytes[end]
    if (mark === undefined) return null
    if (mark !== endMark) throw new GarbageError(`A frame ends with byte ${mark} instead of ${endMark}.`)
    this.#advance(end + 1)
    return {
      type,
      channel: this.#bytes.readUInt16BE(start + 1),
      payload: this.#bytes.subarray(start + headBytes, end),
    }
  }

  /** Takes out the bytes of the frames that `next` has given. */
  takeRead(): Buffer {
    const taken = this.#bytes.subarray(0, this.#offset)
    this.#bytes = this.#bytes.subarray(this.#offset)
    this.#offset = 0
    return taken
  }

  /** Takes out everything, the beginning of an unfinished frame too. */
  takeAll(): Buffer {
    this.#offset = this.#bytes.length
    return this.takeRead()
  }

  #protocol(): Frame | null {
    const raw = this.#bytes.subarray(this.#offset, this.#offset + protocolBytes)
    if (!'AMQP'.startsWith(raw.toString('latin1', 0, 4))) {
      throw new GarbageError(`"${raw.toString('latin1')}" is no AMQP protocol header.`)
    }
    if (raw.length < protocolBytes) return null
    this.#advance(this.#offset + protocolBytes)
    return { type: frameType.protocol, channel: 0, payload: raw.subarray(4) }
  }

  #advance(offset: number): void {
    this.#offset = offset
    this.#first = false
  }
}

const isFrameType = (type: number): type is 1 | 2 | 3 | 8 =>
  type === frameType.method || type === frameType.header || type === frameType.body || type === frameType.heartbeat
