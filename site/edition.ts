import { BrokenContent } from './broken-content.ts'
import type { Checkout } from './checkout.ts'
import { english, speak, type Texts } from './texts.ts'

/** The book in one language. English lies in `chapters/`, Chinese would lie in `chapters/zh/`, with the same names. */
export interface Edition {
  texts: Texts
  /** Where its pages go, '' or 'zh/'. */
  prefix: string
  /** The checkout, as if it held this edition only. The recorded runs are those of the English one. */
  checkout: Checkout
}

/** The folder of an edition in the site: English lies at the top. */
export const editionFolder = (lang: string): string => (lang === english.lang ? '' : `${lang}/`)

/** The editions that a checkout holds: English, and each catalogue that has a first page in its own folder. */
export function editionsOf(checkout: Checkout, catalogues: readonly Texts[]): Edition[] {
  return catalogues.flatMap((texts) => {
    const prefix = editionFolder(texts.lang)
    if (texts.lang === english.lang) return [{ texts, prefix, checkout }]
    const edition = { texts, prefix, checkout: seenFrom(checkout, texts.lang) }
    return edition.checkout.read('chapters/home.md') === undefined ? [] : [edition]
  })
}

/** Makes something of an edition, in its language; what is broken there is reported with the file that it is in. */
export function inEdition<T>({ texts, prefix }: Edition, make: () => T): T {
  try {
    return speak(texts, make)
  } catch (error) {
    if (prefix === '' || !(error instanceof BrokenContent) || !isWritten(error.at.file)) throw error
    throw error.in(fileOf(error.at.file, texts.lang))
  }
}

function seenFrom(checkout: Checkout, lang: string): Checkout {
  return {
    read: (path) => checkout.read(isWritten(path) ? fileOf(path, lang) : path),
    list: (folder) => checkout.list(folder === 'chapters' ? `chapters/${lang}` : folder),
  }
}

/** What somebody writes anew in another language: all of the chapters but the recorded runs. */
const isWritten = (path: string): boolean => path.startsWith('chapters/') && !path.endsWith('/recorded.json')

const fileOf = (path: string, lang: string): string => path.replace('chapters/', `chapters/${lang}/`)
