// Inlined into the page of a run: a filter for one order, and the frames of the step that is pointed at.
const select = document.querySelector('#order')
const steps = [...document.querySelectorAll('.step[data-orders]')]
const details = document.querySelector('#details')
const template = document.querySelector('#frames')

const ordersOf = (step) => step.dataset.orders.split(' ')

function showOrder() {
  const order = select.value
  for (const step of steps) {
    const isAbout = order === '' || ordersOf(step).includes(order) || step.dataset.orders === ''
    step.classList.toggle('aside', !isAbout)
  }
}

function showFrames(step) {
  for (const one of steps) one.classList.toggle('chosen', one === step)
  const text = template?.content.querySelector(`[data-step="${step.id}"]`)
  const order = select.value
  const lines = (text?.textContent ?? '').split('\n')
  const title = document.createElement('b')
  title.textContent = step.dataset.text
  const wanted = new RegExp(`#${order}(?!\\d)`)
  const kept = order === '' ? lines : lines.filter((line) => wanted.test(line) || !line.includes('#'))
  const frames = kept.join('\n').trim()
  const list = document.createElement(frames === '' ? 'p' : 'pre')
  list.textContent = frames === '' ? details.dataset.none : frames
  details.replaceChildren(title, list)
}

if (select !== null && details !== null) {
  details.textContent = details.dataset.hint
  select.addEventListener('change', showOrder)
  for (const step of steps) {
    step.addEventListener('focus', () => showFrames(step))
    step.addEventListener('pointerenter', () => showFrames(step))
  }
}
