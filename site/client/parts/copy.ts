const SHOWN_MS = 1500

/**
 * Puts a copy button on a figure of code. It copies what the code is now: no removed lines, no signs of a comparison,
 * and no gaps between its pieces.
 */
export function addCopyButton(figure: HTMLElement): void {
  const { copy = '', copied = '' } = document.body.dataset
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.textContent = copy
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(codeOf(figure))
    button.textContent = copied
    setTimeout(() => {
      button.textContent = copy
    }, SHOWN_MS)
  })
  figure.append(button)
}

function codeOf(figure: HTMLElement): string {
  const code = figure.querySelector('pre code')?.cloneNode(true)
  if (!(code instanceof Element)) return ''
  for (const gone of code.querySelectorAll('del, .gap')) {
    // Each stands on a line of its own, whose end goes with it.
    const end = gone.nextSibling
    if (end instanceof Text) end.data = end.data.replace(/^\n/, '')
    gone.remove()
  }
  for (const sign of code.querySelectorAll('.sign')) sign.remove()
  return code.textContent
}
