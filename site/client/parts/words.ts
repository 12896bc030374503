import { count, type Forms } from '../../said.ts'
import type { Texts } from '../../texts.ts'

/** What the scripts say, in the language of this page. It was loaded before them. */
export const words = (globalThis as unknown as { zeroLossWords: Texts['scripts'] }).zeroLossWords

/** The language of this page. */
export const language = document.documentElement.lang

/** The form of a sentence for a number, with its values in place. */
export const counted = (forms: Forms, n: number, values?: Record<string, string | number>): string =>
  count(forms, n, language, values)
