import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'
import { bundledLanguages } from 'shiki/langs'
import { escapeHtml } from './html.ts'

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

/** Loads the grammars. Make one for a build: it remembers the code that it has seen, so a rebuild is quick. */
export async function createHighlighter(): Promise<Highlighter> {
  const shiki = await createHighlighterCore({
    themes: [createCssVariablesTheme({ name: 'book', variablePrefix: '--code-', fontStyle: false })],
    langs: LANGUAGES.map((name) => bundledLanguages[name]),
    engine: createJavaScriptRegexEngine(),
  })
  const seen = new Map<string, string[]>()
  return {
    languages: [...LANGUAGES, ...Object.keys(ALIASES), 'text'],
    lines(code, language) {
      const lang = ALIASES[language] ?? language
      const key = `${lang}\n${code}`
      const known = seen.get(key)
      if (known) return known
      const { tokens } = shiki.codeToTokens(code, { lang, theme: 'book' })
      const lines = tokens.map(drawLine)
      seen.set(key, lines)
      return lines
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
