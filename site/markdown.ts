import MarkdownIt, { type StateBlock, type Token } from 'markdown-it'
import { BrokenContent, type Place } from './broken-content.ts'
import { type Chunk, readTitle, slug } from './chunk.ts'
import { drawCode } from './code-block.ts'
import { addHeading, type Draft } from './draft.ts'
import { readFocus } from './focus.ts'
import type { Highlighter } from './highlight.ts'
import { type Html, html, raw } from './html.ts'
import { resolveLink } from './links.ts'
import { texts } from './texts.ts'

/** Writes Markdown onto a page. Headings and links are noted in the draft; whatever is broken throws `BrokenContent`. */
export interface Markdown {
  blocks(chunk: Chunk, draft: Draft): Html
  /** One line without paragraphs around it. */
  line(chunk: Chunk, draft: Draft): Html
}

export function createMarkdown(highlighter: Highlighter): Markdown {
  const md = new MarkdownIt({ html: false, typographer: true })
  md.block.ruler.before('fence', 'directive', readDirective, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
  md.renderer.rules.drawn = (tokens, index) => tokens[index]?.content ?? ''
  const finish = (tokens: Token[], chunk: Chunk, draft: Draft) => {
    drawTokens(tokens, chunk, draft, highlighter)
    return raw(md.renderer.render(tokens, md.options, {}))
  }
  return {
    blocks: (chunk, draft) => finish(md.parse(chunk.text, {}), chunk, draft),
    line: (chunk, draft) => finish(md.parseInline(chunk.text.trim(), {}), chunk, draft),
  }
}

/** A block rule: `<<< something` on a line of its own. */
function readDirective(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  const text = state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
  const target = /^<<<\s+(\S.*?)\s*$/.exec(text)?.[1]
  if (target === undefined) return false
  if (silent) return true
  const token = state.push('directive', '', 0)
  token.content = target
  token.map = [line, line + 1]
  state.line = line + 1
  return true
}

function drawTokens(tokens: Token[], chunk: Chunk, draft: Draft, highlighter: Highlighter): void {
  let at: Place = chunk
  for (const [index, token] of tokens.entries()) {
    if (token.map) at = { file: chunk.file, line: chunk.line + token.map[0] }
    if (token.type === 'directive') drawn(token, draft.draw(token.content, at))
    if (token.type === 'fence' || token.type === 'code_block') drawn(token, drawFence(token, at, highlighter))
    if (token.type === 'heading_open') drawHeading(token, tokens[index + 1], at, draft)
    if (token.type === 'inline') drawInline(token.children ?? [], at, draft)
    if (token.type === 'table_open') {
      nameCells(tokens.slice(index))
      tokens[index] = drawn(
        token,
        html`<div class="table" tabindex="0" role="group" aria-label="${texts.table}"><table>`,
      )
    }
    if (token.type === 'table_close') tokens[index] = drawn(token, raw('</table></div>'))
  }
}

/** Tells each cell of a table, but the first of its row, what its column is called: a phone has no room for columns. */
function nameCells(tokens: Token[]): void {
  const names: string[] = []
  let column = 0
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'table_close') return
    if (token.type === 'tr_open') column = 0
    if (token.type === 'th_open') names.push(tokens[index + 1]?.content ?? '')
    if (token.type !== 'td_open') continue
    if (column > 0) token.attrSet('data-of', names[column] ?? '')
    column += 1
  }
}

function drawn(token: Token, content: Html): Token {
  token.type = 'drawn'
  token.content = content.text
  return token
}

function drawFence(token: Token, at: Place, highlighter: Highlighter): Html {
  const language = readFocus(token.info, at).rest || 'text'
  if (!highlighter.languages.includes(language)) {
    throw new BrokenContent(
      at,
      `no grammar is loaded for "${language}".`,
      `Use one of ${highlighter.languages.join(', ')}.`,
    )
  }
  return drawCode(highlighter, token.content, token.info.trim() || 'text', at)
}

function drawHeading(open: Token, inline: Token | undefined, at: Place, draft: Draft): void {
  const last = inline?.children?.at(-1)
  const { title, id } = readTitle(inline?.content ?? '')
  if (last?.type === 'text') last.content = readTitle(last.content).title
  const plain = (inline?.children ?? []).map(({ content }) => content).join('')
  const named = id ?? slug(title)
  addHeading(draft, { level: Number(open.tag.slice(1)), id: named, title: plain }, at)
  open.attrSet('id', named)
}

function drawInline(children: Token[], start: Place, draft: Draft): void {
  let { line } = start
  for (const child of children) {
    const at = { file: start.file, line }
    if (child.type === 'softbreak' || child.type === 'hardbreak') line += 1
    if (child.type === 'link_open') child.attrSet('href', resolveLink(draft, String(child.attrGet('href') ?? ''), at))
    if (child.type === 'image') {
      throw new BrokenContent(
        at,
        'the book has no pictures from files.',
        'Show a recorded run with "<<< runs", or say it in words.',
      )
    }
  }
}
