import { element } from './element.ts'

/** Where one types what is searched for, and where the results go. It is there before the search itself has come. */
interface SearchBox {
  dialog: HTMLDialogElement
  input: HTMLInputElement
  status: HTMLElement
  results: HTMLElement
}

/** The search box of this page; made, with this label, when it isn't there yet. */
export function searchBox(label = ''): SearchBox {
  const made = document.querySelector<HTMLDialogElement>('dialog.search')
  const dialog = made ?? makeBox(label)
  const [input, status, results] = dialog.children
  return { dialog, input, status, results } as SearchBox
}

function makeBox(label: string): HTMLDialogElement {
  const input = element('input', '')
  input.type = 'search'
  input.autocomplete = 'off'
  input.placeholder = label
  input.setAttribute('aria-label', label)
  const status = element('p', 'fineprint')
  status.setAttribute('role', 'status')
  const dialog = element('dialog', 'search', input, status, element('ol', ''))
  dialog.setAttribute('aria-label', label)
  dialog.closedBy = 'any'
  // Of its own accord a search field would only empty itself, and a second Escape would close the box.
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) dialog.close()
  })
  document.body.append(dialog)
  return dialog
}
