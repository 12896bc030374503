import type { Place } from './broken-content.ts'
import { markLines, readFocus } from './focus.ts'
import type { Highlighter } from './highlight.ts'
import { languageOf } from './highlight.ts'
import { type Html, html, raw } from './html.ts'
import { diffLines, hunks } from './line-diff.ts'
import type { Quote, Snippet } from './snippet.ts'
import { texts } from './texts.ts'

/** Draws code from a Markdown fence. `info` is what stands after its mark: a language, and lines to mark as in 'ts {2}'. */
export function drawCode(highlighter: Highlighter, code: string, info: string, at: Place): Html {
  const { rest: language, lines } = readFocus(info, at)
  return frame(
    raw(markLines(highlighter.lines(code.replace(/\n$/, ''), language), lines, at).join('\n')),
    null,
    texts.codeIn(language || 'text'),
  )
}

/** Draws code from a file, with the file's name above it and the lines marked that the snippet asks for. */
export function drawSnippet(highlighter: Highlighter, { path, region, code, marked, at }: Snippet): Html {
  const lines = markLines(highlighter.lines(code, languageOf(path)), marked, at)
  const caption = html`<code>${path}</code>${region && html` <span>${region}</span>`}`
  return frame(raw(lines.join('\n')), caption, texts.codeFrom(path))
}

/** Draws what differs between two files, both without region marks. The signs are text: colour alone says nothing. */
export function drawDifference(highlighter: Highlighter, before: Quote, after: Quote): Html {
  const [old, now] = [before, after].map(({ path, code }) => highlighter.lines(code, languageOf(path))) as [
    string[],
    string[],
  ]
  const [oldText, nowText] = [before.code.split('\n'), after.code.split('\n')]
  const changed = diffLines(oldText.map(withoutRemark), nowText.map(withoutRemark)).filter(
    ({ kind, line }) => kind === 'same' || !isNoise(kind, (kind === 'added' ? nowText : oldText)[line] ?? ''),
  )
  const changes = hunks(changed, 2)
  const body = changes.map((hunk) =>
    hunk
      .map(({ kind, line }) => {
        if (kind === 'same') return `<span class="sign">  </span>${now[line]}`
        if (kind === 'added') return `<ins><span class="sign">+ </span>${now[line]}</ins>`
        return `<del><span class="sign">- </span>${old[line]}</del>`
      })
      .join('\n'),
  )
  const caption = html`<code>${after.path}</code> <span>${texts.comparedWith(before.path)}</span>`
  return frame(raw(body.join('\n<span class="gap">⋯</span>\n')), caption, texts.codeFrom(after.path), 'code changes')
}

// A <pre> may be wider than the page: it takes the focus so that the arrow keys scroll it, and a focus needs a name.
function frame(body: Html, caption: Html | null, name: string, look = 'code'): Html {
  return html`<figure class="${look}">${caption && html`<figcaption>${caption}</figcaption>`}<pre tabindex="0" role="group" aria-label="${name}"><code>${body}</code></pre></figure>`
}

/** A change that says nothing about what the code does: a path to another folder, a blank line, a comment that is gone. */
function isNoise(kind: 'added' | 'deleted', line: string): boolean {
  if (/^\s*$|^import .* from '\.\.?\//.test(line)) return true
  return kind === 'deleted' && /^\s*(\/\/|\/\*|\*)/.test(line)
}

/** A line without the comment at its end. */
const withoutRemark = (line: string): string => line.replace(/\s+\/\/ .*$/, '')
