/** A piece of a Markdown file that remembers where it came from, so that an error can name its line. */
export interface Chunk {
  /** Relative to the checkout. */
  file: string
  /** The line in the file at which `text` begins, from 1. */
  line: number
  text: string
}

/** A heading and what stands under it, up to the next heading of the same level. */
export interface Section {
  title: string
  /** The id in `{#id}` after the title, or null. */
  id: string | null
  line: number
  body: Chunk
}

/** Cuts a chunk at its headings of one level. `before` is what stands above the first. Code fences are left alone. */
export function splitSections(chunk: Chunk, level: number): { before: Chunk; sections: Section[] } {
  const heading = new RegExp(`^#{${level}}\\s+(.+?)\\s*$`)
  const before: Chunk = { ...chunk, text: '' }
  const sections: Section[] = []
  let fence: string | null = null
  for (const [index, text] of chunk.text.split('\n').entries()) {
    const line = chunk.line + index
    fence = fenceAfter(fence, text)
    const title = fence === null ? heading.exec(text)?.[1] : undefined
    if (title !== undefined) {
      sections.push({ ...readTitle(title), line, body: { file: chunk.file, line: line + 1, text: '' } })
    } else {
      const body = sections.at(-1)?.body ?? before
      body.text += `${text}\n`
    }
  }
  return { before, sections }
}

/** Takes `{#explicit-id}` off the end of a heading. */
export function readTitle(text: string): { title: string; id: string | null } {
  const match = /^(.*?)\s*\{#([\w-]+)\}$/.exec(text)
  return match?.[1] !== undefined && match[2] !== undefined
    ? { title: match[1], id: match[2] }
    : { title: text, id: null }
}

/** The id of a heading that doesn't name one. */
export const slug = (title: string): string =>
  title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')

/** The fence that is open after a line, for example "```", or null. */
function fenceAfter(open: string | null, line: string): string | null {
  const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line)
  if (mark?.[1] === undefined) return open
  if (open === null) return mark[1]
  return mark[1].startsWith(open) && mark[2]?.trim() === '' ? null : open
}
