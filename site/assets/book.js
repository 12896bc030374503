// Comfort only: without this file everything can be read, and printed.
const root = document.documentElement
const { copy, copied } = document.body.dataset

lightSwitch(document.querySelector('.bar .light'))
for (const figure of document.querySelectorAll('figure.code:not(.changes)')) copyButton(figure)
for (const button of document.querySelectorAll('.unfold')) unfoldButton(button)
closeContentsAfterAStep(document.getElementById('contents'))
printOpen()

/** Goes round: as the system has it, light, dark. */
function lightSwitch(button) {
  const lights = ['system', 'light', 'dark']
  const show = (light) => {
    button.textContent = button.dataset[light]
    if (light === 'system') delete root.dataset.theme
    else root.dataset.theme = light
  }
  button.hidden = false
  show(root.dataset.theme ?? 'system')
  button.addEventListener('click', () => {
    const light = lights[(lights.indexOf(root.dataset.theme ?? 'system') + 1) % lights.length]
    show(light)
    try {
      if (light === 'system') localStorage.removeItem('zero-loss.theme')
      else localStorage.setItem('zero-loss.theme', light)
    } catch {
      // Storage may be closed on file://. The choice then lasts for this page.
    }
  })
}

function copyButton(figure) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.textContent = copy
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(figure.querySelector('pre').textContent)
    button.textContent = copied
    setTimeout(() => {
      button.textContent = copy
    }, 1500)
  })
  figure.append(button)
}

/** Shows or hides every answer of the page. */
function unfoldButton(button) {
  const { textContent: show } = button
  button.hidden = false
  button.addEventListener('click', () => {
    const open = button.textContent === show
    for (const details of document.querySelectorAll('main details')) details.open = open
    button.textContent = open ? button.dataset.hide : show
  })
}

/** On a narrow page the contents lie over the text. A link within the page leaves them open, so they are closed here. */
function closeContentsAfterAStep(contents) {
  contents.addEventListener('click', ({ target }) => {
    if (target.closest('a') && contents.matches(':popover-open')) contents.hidePopover()
  })
}

/** Paper can't be unfolded. */
function printOpen() {
  let opened = []
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')]
    for (const details of opened) details.open = true
  })
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false
  })
}
