import { setFlagsFromString } from 'node:v8'
import { createCssVariablesTheme, createHighlighterCore, type GrammarState, type HighlighterCore } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'
import { bundledLanguages } from 'shiki/langs'
import { escapeHtml } from './html.ts'
import { LineMemory, type ReadLine } from './line-memory.ts'

/** Turns code into HTML, line by line. */
export interface Highlighter {
  /** The names that `lines` knows. 'text' is one of them. */
  languages: readonly string[]
  /** One string of HTML for each line of the code. Colours are classes of book.css. */
  lines(code: string, language: string): string[]
}

const LANGUAGES = ['typescript', 'bash', 'json', 'ini', 'yaml', 'sql', 'diff'] as const
const ALIASES: Record<string, string> = { ts: 'typescript', js: 'typescript', sh: 'bash', yml: 'yaml' }

// A class of one letter for each colour keeps a page of code small. Punctuation stays in the colour of the text.
const CLASSES: Record<string, string> = {
  'var(--code-token-keyword)': 'k',
  'var(--code-token-string)': 's',
  'var(--code-token-string-expression)': 's',
  'var(--code-token-constant)': 'n',
  'var(--code-token-function)': 'f',
  'var(--code-token-comment)': 'c',
  'var(--code-token-inserted)': 'i',
  'var(--code-token-deleted)': 'd',
}

/**
 * Loads the grammars. Make one for a build: it remembers the lines that it has seen, and the candidates of a chapter
 * differ in a few of them only.
 */
export async function createHighlighter(): Promise<Highlighter> {
  compileExpressionsAtOnce()
  const shiki = await createHighlighterCore({
    themes: [createCssVariablesTheme({ name: 'book', variablePrefix: '--code-', fontStyle: false })],
    langs: LANGUAGES.map((name) => bundledLanguages[name]),
    engine: createJavaScriptRegexEngine(),
  })
  const grammars = new Map<string, LineMemory<GrammarState>>()
  return {
    languages: [...LANGUAGES, ...Object.keys(ALIASES), 'text'],
    lines(code, language) {
      const lang = ALIASES[language] ?? language
      const grammar = grammars.get(lang) ?? new LineMemory((line, state) => readLine(shiki, lang, line, state), isSame)
      grammars.set(lang, grammar)
      return grammar.lines(code)
    },
  }
}

/** The language of a file, by its name. */
export function languageOf(path: string): string {
  const end = path.split('.').at(-1) ?? ''
  return (
    { ts: 'typescript', json: 'json', sh: 'bash', yml: 'yaml', yaml: 'yaml', sql: 'sql', conf: 'ini' }[end] ?? 'text'
  )
}

/**
 * V8 interprets a regular expression first, and compiles it when it is used again. A grammar's hundreds are used all the
 * time: compiled at once, a cold build highlights in 0.8 of the time (Node 24.21).
 */
const compileExpressionsAtOnce = (): void => setFlagsFromString('--no-regexp-tier-up')

function readLine(shiki: HighlighterCore, lang: string, line: string, state?: GrammarState): ReadLine<GrammarState> {
  const tokens = shiki.codeToTokensBase(line, { lang, theme: 'book', grammarState: state })
  return { drawn: drawLine(tokens[0] ?? []), after: shiki.getLastGrammarState(tokens) }
}

/** Two lines that end alike: what comes next is read alike. */
const isSame = (one: GrammarState, other: GrammarState): boolean => {
  const [stack, otherStack] = [one.getInternalStack(), other.getInternalStack()]
  return stack !== undefined && otherStack !== undefined && stack.equals(otherStack)
}

function drawLine(tokens: { content: string; color?: string }[]): string {
  const runs: { name: string; text: string }[] = []
  for (const { content, color } of tokens) {
    const last = runs.at(-1)
    const name = CLASSES[color ?? ''] ?? ''
    // A blank has no colour, so it joins what stands before it.
    if (last && (last.name === name || content.trim() === '')) last.text += content
    else runs.push({ name, text: content })
  }
  return runs
    .map(({ name, text }) => (name ? `<span class="${name}">${escapeHtml(text)}</span>` : escapeHtml(text)))
    .join('')
}
