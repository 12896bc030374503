/** HTML that is safe to put on a page as it is. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

export type HtmlValue = string | number | Html | false | null | undefined | readonly HtmlValue[]

/** Builds HTML: strings are escaped, `Html` and arrays of it are not, and false, null and undefined are nothing. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(strings.reduce((text, part, index) => text + fill(values[index - 1]) + part))
}

/** Marks a string as HTML. Only for text that a renderer has already escaped. */
export const raw = (text: string): Html => new Html(text)

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function fill(value: HtmlValue): string {
  if (value === false || value === null || value === undefined) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value))
  return value.map(fill).join('')
}
