const keptBytes = 32 * 1024
const keptLines = 20
const keptLineLength = 400

/** The end of what a process prints. Its memory is bounded: 100 MB cost no more than one line. */
export class Output {
  #chunks: Buffer[] = []
  #bytes = 0

  add(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    if (this.#bytes < 2 * keptBytes) return
    this.#chunks = [Buffer.from(this.#text().subarray(-keptBytes))] // a copy: a view would keep all
    this.#bytes = keptBytes
  }

  /** V8's last words when it gives up. */
  get saysOutOfMemory(): boolean {
    return this.#text().includes('JavaScript heap out of memory')
  }

  /** The last lines, without what says nothing about the learner's code. */
  get lastLines(): string[] {
    const lines = this.#text().toString('utf8').split('\n')
    return lines
      .filter((line) => line.trim() !== '' && !isOfTheLab(line))
      .slice(-keptLines)
      .map((line) => line.slice(0, keptLineLength))
  }

  #text(): Buffer {
    return Buffer.concat(this.#chunks)
  }
}

/** Frames of our own module, and what V8 prints about itself when it gives up. */
const isOfTheLab = (line: string) =>
  /^\s+at .*[/\\]test[/\\]lab[/\\]roles[/\\]/.test(line) ||
  /^\s*\d+: 0x[0-9a-f]+ |^\[\d+:0x[0-9a-f]+\] |^-+ Native stack trace -+$|^<--- Last few GCs --->$/.test(line)
