/** The labels of a picture are set in a monospaced type: its letters have one width, so a line's width is known here. */
const LETTER = 0.602

/** The height of a line, as a share of the type's size. It comes out in whole units. */
const LEADING = 1.3

/** How wide a line of text is. */
export const widthOf = (text: string, size: number): number => text.length * size * LETTER

export const lineHeight = (size: number): number => Math.round(size * LEADING)

/** Breaks a text at its spaces into lines of at most `width`, but not in '#1 … #7'. A word that is wider gets a line of its own. */
export function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/(?<!…) (?!…)/)) {
    const line = lines.at(-1)
    if (line === undefined || widthOf(`${line} ${word}`, size) > width) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines
}
