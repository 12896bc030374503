/** A sentence that counts something, in the forms that its language has. See `script-texts.ts`. */
export interface Forms {
  readonly other: string
  readonly [form: string]: string
}

type Values = Readonly<Record<string, string | number>>

/** A sentence with its values in place: `fill('Question {number}', { number: 3 })`. */
export const fill = (sentence: string, values: Values): string =>
  sentence.replace(/\{(\w+)\}/g, (all, name) => `${values[name] ?? all}`)

/** The form of a sentence for a number, in a language, with its values in place. The number is `{n}`. */
export function count(forms: Forms, n: number, language: string, values: Values = {}): string {
  const form = forms[String(n)] ?? forms[new Intl.PluralRules(language).select(n)] ?? forms.other
  return fill(form, { ...values, n })
}
