/**
 * Frames of AMQP 0-9-1: type (1 byte), channel (2), size of the payload (4), payload, end mark 0xCE.
 * Source: AMQP 0-9-1 specification, section 4.2.3.
 */
export interface Frame {
  type: (typeof frameType)[keyof typeof frameType]
  channel: number
  payload: Buffer
  /** The frame as it came, head and end mark included. */
  raw: Buffer
}

export const frameType = { method: 1, header: 2, body: 3, heartbeat: 8, protocol: 0x41 } as const

const headBytes = 7
const endMark = 0xce
/** A client opens with these 8 bytes, 'AMQP' 0 0 9 1; a broker answers with them when it speaks another version. */
const protocolBytes = 8
/** RabbitMQ's default frame_max is 131,072; more than this is no frame, but something else on the line. */
const maxPayloadBytes = 16 * 1024 * 1024

/** The bytes are no AMQP. What came before them has been read; the rest can only be passed on unread. */
export class GarbageError extends Error {
  override readonly name = 'GarbageError'
  /** The whole frames that came before it in the same chunk. */
  frames: Frame[] = []
}

/** Cuts one direction of a connection into frames, however TCP has split or joined them. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0)
  #first = true

  /** The bytes of a frame that has only partly come. */
  get rest(): Buffer {
    return this.#rest
  }

  /**
   * @returns the frames that are complete now, in order
   * @throws GarbageError when the bytes can't be AMQP; `rest` then begins with them, and `frames` has what came before
   */
  push(chunk: Buffer): Frame[] {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const frames: Frame[] = []
    let offset = 0
    try {
      for (;;) {
        const frame = this.#frameAt(data, offset)
        if (frame === null) return frames
        frames.push(frame)
        offset += frame.raw.length
      }
    } catch (error) {
      if (error instanceof GarbageError) error.frames = frames
      throw error
    } finally {
      this.#rest = data.subarray(offset)
    }
  }

  #frameAt(data: Buffer, offset: number): Frame | null {
    if (data.length === offset) return null
    const type = data[offset]
    if (type === frameType.protocol && this.#first) return this.#protocolAt(data, offset)
    if (!isFrameType(type)) throw new GarbageError(`A frame can't begin with byte ${type}.`)
    if (data.length - offset < headBytes) return null
    const size = data.readUInt32BE(offset + 3)
    if (size > maxPayloadBytes) throw new GarbageError(`A frame of ${size} bytes is too large to be one.`)
    const end = offset + headBytes + size
    if (data.length <= end) return null
    if (data[end] !== endMark) throw new GarbageError(`A frame ends with byte ${data[end]} instead of ${endMark}.`)
    this.#first = false
    return {
      type,
      channel: data.readUInt16BE(offset + 1),
      payload: data.subarray(offset + headBytes, end),
      raw: data.subarray(offset, end + 1),
    }
  }

  #protocolAt(data: Buffer, offset: number): Frame | null {
    const raw = data.subarray(offset, offset + protocolBytes)
    if (!'AMQP'.startsWith(raw.toString('latin1', 0, Math.min(4, raw.length)))) {
      throw new GarbageError(`"${raw.toString('latin1')}" is no AMQP protocol header.`)
    }
    if (raw.length < protocolBytes) return null
    this.#first = false
    return { type: frameType.protocol, channel: 0, payload: raw.subarray(4), raw }
  }
}

const isFrameType = (type: number | undefined): type is 1 | 2 | 3 | 8 =>
  type === frameType.method || type === frameType.header || type === frameType.body || type === frameType.heartbeat
