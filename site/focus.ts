import { BrokenContent, type Place } from './broken-content.ts'

/** Takes the marked lines off the end of a text: 'ts {2,4-5}' is 'ts' with the lines 2, 4 and 5. */
export function readFocus(text: string, at: Place): { rest: string; lines: ReadonlySet<number> } {
  const match = /^(.*?)\s*\{([^}]*)\}\s*$/.exec(text)
  if (match?.[1] === undefined || match[2] === undefined) return { rest: text.trim(), lines: new Set() }
  const lines = match[2].split(',').flatMap((part) => {
    const [, first, last = first] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part) ?? []
    if (first === undefined) {
      throw new BrokenContent(at, `"{${match[2]}}" marks no lines.`, 'Write them as in {2} or {2,4-5}, from 1.')
    }
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index)
  })
  return { rest: match[1].trim(), lines: new Set(lines) }
}

/** Marks lines of drawn code. Throws `BrokenContent` when the code has no such line. */
export function markLines(drawn: string[], lines: ReadonlySet<number>, at: Place): string[] {
  const missing = [...lines].find((line) => line < 1 || line > drawn.length)
  if (missing !== undefined) {
    throw new BrokenContent(at, `the code has no line ${missing} to mark.`, `It has ${drawn.length}, counted from 1.`)
  }
  return drawn.map((text, index) => (lines.has(index + 1) ? `<mark>${text}</mark>` : text))
}
