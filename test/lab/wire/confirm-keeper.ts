import { type Frame, frameType } from './frames.ts'
import { readMethod } from './methods.ts'

/** One confirm as the broker has sent it. */
interface Kept {
  tag: number
  multiple: boolean
}

/**
 * Keeps the broker's confirms back and gives them out as one: a `basic.ack` with `multiple`, which a broker under load
 * sends by itself, and an idle one does not. Nacks are not kept.
 */
export class ConfirmKeeper {
  readonly #kept = new Map<number, Kept[]>()
  /** For each channel the number up to which the client has its confirms. */
  readonly #told = new Map<number, number>()

  /** @returns the confirm that a frame is, if it is one: it is kept then and must not go on */
  keep(frame: Frame): { channel: number; tag: number; multiple: boolean } | null {
    if (frame.type !== frameType.method) return null
    const method = readMethod(frame.payload)
    if (method?.name !== 'basic.ack') return null
    this.#kept.set(frame.channel, [...(this.#kept.get(frame.channel) ?? []), method.fields])
    return { channel: frame.channel, ...method.fields }
  }

  /** @returns the frames to send now, one a channel; as they came where a number in between is missing */
  release(): Buffer {
    const frames = [...this.#kept].flatMap(([channel, kept]) => this.#merged(channel, kept))
    this.#kept.clear()
    return Buffer.concat(frames)
  }

  #merged(channel: number, kept: Kept[]): Buffer[] {
    const told = this.#told.get(channel) ?? 0
    const highest = Math.max(...kept.map(({ tag }) => tag))
    this.#told.set(channel, Math.max(told, highest))
    const upTo = Math.max(told, ...kept.filter(({ multiple }) => multiple).map(({ tag }) => tag))
    const single = new Set(kept.map(({ tag }) => tag))
    for (let tag = upTo + 1; tag <= highest; tag += 1) {
      if (!single.has(tag)) return kept.map((one) => ackFrame(channel, one))
    }
    return [ackFrame(channel, { tag: highest, multiple: true })]
  }
}

/** `basic.ack`: class 60, method 80, a tag of 64 bits, one octet of bits. */
function ackFrame(channel: number, { tag, multiple }: Kept): Buffer {
  const payload = Buffer.alloc(13)
  payload.writeUInt16BE(60, 0)
  payload.writeUInt16BE(80, 2)
  payload.writeBigUInt64BE(BigInt(tag), 4)
  payload.writeUInt8(multiple ? 1 : 0, 12)
  const head = Buffer.alloc(7)
  head.writeUInt8(frameType.method, 0)
  head.writeUInt16BE(channel, 1)
  head.writeUInt32BE(payload.length, 3)
  return Buffer.concat([head, payload, Buffer.of(0xce)])
}
