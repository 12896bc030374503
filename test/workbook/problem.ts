/** A file, relative to the checkout, and its text. */
export interface Source {
  file: string
  text: string
}

/** What a check has found, as an editor can open it: 'chapters/01-auto-ack/lesson.md:12: the problem'. */
export const problemAt = ({ file, line }: { file: string; line: number }, what: string) => `${file}:${line}: ${what}`

/** The place in a file at which a text stands first; line 1 when it is not there. */
export function placeOf({ file, text }: Source, wanted: string | RegExp): { file: string; line: number } {
  const at = typeof wanted === 'string' ? text.indexOf(wanted) : text.search(wanted)
  return placeAt({ file, text }, Math.max(at, 0))
}

/** The place of the character with this index. */
export const placeAt = ({ file, text }: Source, index: number) => ({
  file,
  line: text.slice(0, index).split('\n').length,
})
