/** Content that can't become a page. Its message is the whole report: where, what is wrong, what to do. */
export class BrokenContent extends Error {
  override readonly name = 'BrokenContent'
  readonly at: Place

  constructor(at: Place, what: string, todo: string) {
    super(`${at.file}:${at.line}: ${what} ${todo}`)
    this.at = at
  }
}

/** A line of a file: the file relative to the checkout, lines counted from 1. */
export interface Place {
  file: string
  line: number
}
