import { emptyPractice, isUnreadable, type Practice, readPractice } from './practice.ts'

/** The part of the browser's `localStorage` that is used. */
export interface Storage {
  readonly length: number
  key(index: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

/** What a reader should know of their store. */
export type Trouble =
  /** It can't be used: on file:// in some browsers, or by a setting. Nothing lasts longer than this page. */
  | { kind: 'closed'; why: string }
  /** What was stored can't be read. It was put aside under this name, and a new store begun. */
  | { kind: 'put-aside'; name: string; why: string; otherVersion: boolean }

const KEY = 'zero-loss.practice'
const ASIDE = `${KEY}.aside.`

/** Keeps what a reader has practised in their browser. Nothing is ever wiped: what can't be read is put aside. */
export class Store {
  /** The last trouble, or null. */
  trouble: Trouble | null = null
  #practice = emptyPractice()
  readonly #open: () => Storage
  readonly #now: () => number

  /** @param open may throw, as `() => localStorage` does where storage is closed */
  constructor(open: () => Storage, now: () => number) {
    this.#open = open
    this.#now = now
    this.read()
  }

  /** What is stored now; another tab may have changed it. */
  read(): Practice {
    this.#with((storage) => {
      const text = storage.getItem(KEY)
      if (text === null) {
        this.#practice = emptyPractice()
        return
      }
      const read = readPractice(text)
      if (isUnreadable(read)) {
        const name = putAside(storage, text, this.#now())
        this.#practice = emptyPractice()
        storage.setItem(KEY, JSON.stringify(this.#practice))
        this.trouble = { kind: 'put-aside', name, ...read }
      } else this.#practice = read
    })
    return this.#practice
  }

  /** Stores what a change makes of what is stored now. */
  change(change: (practice: Practice) => Practice): void {
    this.#practice = change(this.read())
    this.#with((storage) => storage.setItem(KEY, JSON.stringify(this.#practice)))
  }

  /** Puts another store in the place of this one, which is put aside. */
  replace(practice: Practice): void {
    this.#with((storage) => {
      const text = storage.getItem(KEY)
      if (text !== null) putAside(storage, text, this.#now())
    })
    this.change(() => practice)
  }

  /** What was put aside, by its name. */
  aside(): { name: string; text: string }[] {
    const found: { name: string; text: string }[] = []
    this.#with((storage) => {
      for (let index = 0; index < storage.length; index += 1) {
        const key = storage.key(index) ?? ''
        if (key.startsWith(ASIDE)) found.push({ name: key.slice(ASIDE.length), text: storage.getItem(key) ?? '' })
      }
    })
    return found.sort((one, other) => one.name.localeCompare(other.name))
  }

  /** A store that can't be written keeps its old content, and this page what is new. */
  #with(use: (storage: Storage) => void): void {
    if (this.trouble?.kind === 'closed') return
    try {
      use(this.#open())
    } catch (error) {
      this.trouble = { kind: 'closed', why: (error as Error).message }
    }
  }
}

/** Writes a text under a name that is free, and gives back the name. */
function putAside(storage: Storage, text: string, nowMs: number): string {
  const moment = new Date(nowMs).toISOString()
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? moment : `${moment}-${count}`
    if (storage.getItem(ASIDE + name) !== null) continue
    storage.setItem(ASIDE + name, text)
    return name
  }
}
