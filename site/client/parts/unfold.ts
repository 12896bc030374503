/** Shows or hides every answer of the page. The button says "show", and holds "hide" in a data attribute. */
export function unfoldButton(button: HTMLButtonElement): void {
  const { textContent: show } = button
  button.hidden = false
  button.addEventListener('click', () => {
    const open = button.textContent === show
    for (const details of document.querySelectorAll<HTMLDetailsElement>('main details')) details.open = open
    button.textContent = open ? (button.dataset.hide ?? '') : show
  })
}
