import { element } from './element.ts'

/** A button that does something. */
export function button(text: string, onClick: () => void, className = ''): HTMLButtonElement {
  const made = element('button', className, text)
  made.type = 'button'
  made.addEventListener('click', onClick)
  return made
}

let fields = 0

/** A field for the reader's own words, with its label. `onInput` is called at every change. */
export function wordsField(label: string, value: string, onInput: (text: string) => void): HTMLElement {
  const field = element('textarea', '')
  fields += 1
  field.id = `words-${fields}`
  field.rows = 4
  field.value = value
  field.addEventListener('input', () => onInput(field.value))
  const name = element('label', '', label)
  name.htmlFor = field.id
  return element('div', 'words', name, field)
}

/** Moves the focus to something that can't have it by itself, so that a screen reader reads on from there. */
export function focusOn(node: HTMLElement | null | undefined): void {
  if (!node) return
  if (!node.matches('button, a[href], input, select, textarea, summary')) node.tabIndex = -1
  node.focus()
}
