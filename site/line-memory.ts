/** What became of a line of code, and where a grammar stands after it; undefined in a language without a grammar. */
export interface ReadLine<State> {
  drawn: string
  after: State | undefined
}

/** A line, as it reads where the grammar stands: inside of a comment, of a string, of a call. Undefined: at the beginning. */
type Read<State> = (line: string, state: State | undefined) => ReadLine<State>

/** A place between two lines, and what lines became that were read from there. */
interface Place<State> {
  state: State | undefined
  seen: Map<string, { drawn: string; next: Place<State> }>
}

/** Reads code line by line, and each line only once from each state of the grammar. */
export class LineMemory<State> {
  readonly #read: Read<State>
  readonly #isSame: (one: State, other: State) => boolean
  readonly #beginning: Place<State> = { state: undefined, seen: new Map() }
  readonly #places: (Place<State> & { state: State })[] = []

  /** @param isSame whether all code reads alike after both */
  constructor(read: Read<State>, isSame: (one: State, other: State) => boolean) {
    this.#read = read
    this.#isSame = isSame
  }

  /** One string for each line of the code. */
  lines(code: string): string[] {
    let place = this.#beginning
    return code.split(/\r?\n/).map((line) => {
      if (line === '') return '' // an empty line leaves the grammar where it is
      const { drawn, next } = place.seen.get(line) ?? this.#readFrom(place, line)
      place = next
      return drawn
    })
  }

  #readFrom(place: Place<State>, line: string): { drawn: string; next: Place<State> } {
    const { drawn, after } = this.#read(line, place.state)
    const read = { drawn, next: after === undefined ? place : this.#placeOf(after) }
    place.seen.set(line, read)
    return read
  }

  #placeOf(state: State): Place<State> {
    const known = this.#places.find((place) => this.#isSame(place.state, state))
    if (known) return known
    const place = { state, seen: new Map() }
    this.#places.push(place)
    return place
  }
}
