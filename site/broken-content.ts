/** Content that can't become a page. Its message is the whole report: where, what is wrong, what to do. */
export class BrokenContent extends Error {
  override readonly name = 'BrokenContent'
  readonly at: Place
  readonly #what: string
  readonly #todo: string

  constructor(at: Place, what: string, todo: string) {
    super(`${at.file}:${at.line}: ${what} ${todo}`)
    this.at = at
    this.#what = what
    this.#todo = todo
  }

  /** The same in another file. */
  in(file: string): BrokenContent {
    return new BrokenContent({ ...this.at, file }, this.#what, this.#todo)
  }
}

/** A line of a file: the file relative to the checkout, lines counted from 1. */
export interface Place {
  file: string
  line: number
}
