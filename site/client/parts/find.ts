import { root } from './root.ts'
import { searchBox } from './search-box.ts'

/** Lets a button, and the key `/`, open the search. Its script and its index are loaded when it is first wanted. */
export function offerSearch(button: HTMLButtonElement): void {
  let loaded = false
  const open = () => {
    const { dialog, input } = searchBox(button.firstChild?.textContent?.trim() ?? '')
    if (!dialog.open) dialog.showModal()
    input.select()
    if (!loaded) load()
    loaded = true
  }
  button.hidden = false
  button.addEventListener('click', open)
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
    event.preventDefault()
    open()
  })
}

/** Two scripts, in order: the index leaves its data, and the search begins with it. */
function load(): void {
  for (const name of [`search-index.${document.documentElement.lang}`, 'search']) {
    const script = document.createElement('script')
    script.src = `${root}assets/${name}.js`
    script.async = false
    document.head.append(script)
  }
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
