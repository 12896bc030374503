/**
 * A gate between those who need a healthy broker and those who break it: many may pass at a time, or one alone.
 * Who wants to be alone goes before those who come later.
 */
export class Gate {
  #inside = 0
  #alone = false
  readonly #waiting: { alone: boolean; enter: () => void }[] = []

  /** Enters with others. Resolves when nobody is alone inside, or waits to be; the result lets go. */
  shared(): Promise<() => void> {
    return this.#enter(false)
  }

  /** Enters alone. Resolves when nobody else is inside; the result lets go. */
  exclusive(): Promise<() => void> {
    return this.#enter(true)
  }

  async #enter(alone: boolean): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push({ alone, enter: resolve })
    this.#admit()
    await promise
    let left = false
    return () => {
      if (left) return
      left = true
      this.#inside -= 1
      this.#alone = false
      this.#admit()
    }
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#alone || (next.alone && this.#inside > 0)) return
      this.#waiting.shift()
      this.#inside += 1
      this.#alone = next.alone
      next.enter()
    }
  }
}
