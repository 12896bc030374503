// The map of loss paths can be filtered. Without this script it is a long list.
const form = document.querySelector<HTMLFormElement>('form.filter')
if (form) filterPaths(form)

function filterPaths(form: HTMLFormElement): void {
  const output = form.querySelector('output')
  const paths = [...document.querySelectorAll<HTMLElement>('.paths > li')]
  const sections = [...document.querySelectorAll<HTMLElement>('section[data-holder]')]
  const show = () => {
    const wanted = new FormData(form)
    const [text, holder, chapter] = ['text', 'holder', 'chapter'].map((name) => String(wanted.get(name) ?? ''))
    const words = (text ?? '').toLowerCase().split(/\s+/)
    for (const path of paths) {
      const said = path.textContent.toLowerCase()
      const isIn = path.closest<HTMLElement>('section')?.dataset.holder === holder || holder === ''
      path.hidden = !(
        isIn &&
        (chapter === '' || path.dataset.chapter === chapter) &&
        words.every((word) => said.includes(word))
      )
    }
    for (const section of sections) section.hidden = !section.querySelector('.paths > li:not([hidden])')
    if (output) output.textContent = tell(output, paths.filter(({ hidden }) => !hidden).length, paths.length)
  }
  form.hidden = false
  form.addEventListener('input', show)
  form.addEventListener('submit', (event) => event.preventDefault())
  addEventListener('hashchange', () => showTarget(form, show))
  show()
}

/** A link to a path that is filtered away clears the filter. */
function showTarget(form: HTMLFormElement, show: () => void): void {
  const target = document.getElementById(location.hash.slice(1))
  if (!target?.closest('[hidden]')) return
  form.reset()
  show()
  target.scrollIntoView()
}

/** The three sentences stand in the page, in its language. */
function tell({ dataset }: HTMLElement, shown: number, all: number): string {
  const sentence = shown === all ? dataset.all : shown === 0 ? dataset.none : dataset.some
  return (sentence ?? '').replace('{shown}', `${shown}`).replace('{all}', `${all}`)
}
