import { texts } from './texts.ts'

/** The path of what the scripts say, in the folder of its edition. A page that `speaks` loads it before its scripts. */
export const wordsPath = (language: string): string => `assets/words.${language}.js`

/** What the scripts say, in the language that is spoken now: a script, because data can't be loaded from file://. */
export const wordsScript = (): string => `globalThis.zeroLossWords=${JSON.stringify(texts.scripts)}\n`
