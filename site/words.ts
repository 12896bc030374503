// Chinese, Japanese and Korean are written without blanks between words.
const CJK = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u
const RUNS = new RegExp(`${CJK.source}+|(?:(?!${CJK.source})[\\p{L}\\p{N}_])+`, 'gu')

/**
 * Cuts a text into the words that the search knows, the same way for the book and for what is asked. A run of Chinese
 * becomes its pairs of neighbours: a dictionary would cut 消息确认 one way in a sentence, and another way alone, and
 * then not find it. A name with underscores is a word, and so are its parts.
 */
export function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(RUNS) ?? []).flatMap((run) => {
    if (CJK.test(run)) return pairs([...run])
    return run.includes('_') ? [run, ...run.split('_').filter((part) => part !== '')] : [run]
  })
}

/** Whether a word is found by its beginning, or by something similar too. A pair of signs is found as it is. */
export const isSpelled = (word: string): boolean => !CJK.test(word)

const pairs = (signs: string[]): string[] =>
  signs.length === 1 ? signs : signs.slice(1).map((sign, index) => `${signs[index]}${sign}`)
