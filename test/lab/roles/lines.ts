/** Longer lines are no messages of ours. */
const maxLength = 1024 * 1024

/** Cuts what comes over a stream into lines. Its memory is bounded, whatever comes. */
export class Lines {
  #rest = ''
  #tooLong = false

  /** @returns the lines that `text` completes; never an empty one, and none that is too long */
  push(text: string): string[] {
    const parts = text.split('\n')
    const whole: string[] = []
    for (const [index, part] of parts.entries()) {
      this.#tooLong ||= this.#rest.length + part.length > maxLength
      this.#rest = this.#tooLong ? '' : this.#rest + part
      if (index === parts.length - 1) break // its end has not come yet
      if (this.#rest !== '') whole.push(this.#rest)
      this.#rest = ''
      this.#tooLong = false
    }
    return whole
  }
}
