// What comes back today, from what this browser has kept; and the way to take it along.
import { daysUntil } from '../practice/days.ts'
import { isUnreadable, readPractice } from '../practice/practice.ts'
import { fill } from '../said.ts'
import { button, focusOn } from './parts/controls.ts'
import { element, link } from './parts/element.ts'
import { saveFile } from './parts/save-file.ts'
import { openStore, showTrouble } from './parts/store.ts'
import { words as all, counted, language } from './parts/words.ts'

const words = all.due
const WEEK_DAYS = 7
const store = openStore()
const [today, keeping, notes] = ['due-today', 'keeping', 'due'].map((id) => document.getElementById(id))
document.querySelector('.without-script')?.remove()
if (notes) notes.hidden = false
showDue()
showKeeping()

/** A question of the list on this page, with the days until it comes back; null when it was never practised. */
interface Listed {
  entry: HTMLElement
  id: string
  days: number | null
}

function readList(): Listed[] {
  const { repetitions } = store.read()
  return [...document.querySelectorAll<HTMLElement>('li[data-chain]')].map((entry) => {
    const id = entry.dataset.chain ?? ''
    const repetition = repetitions[id]
    return { entry, id, days: repetition ? daysUntil(repetition.due, Date.now()) : null }
  })
}

function showDue(): void {
  const list = readList()
  if (notes) showTrouble(notes, store)
  for (const { entry, days } of list) {
    const state = entry.querySelector('.state')
    if (state)
      state.textContent = days === null ? '' : days <= 0 ? counted(words.since, -days) : counted(words.inDays, days)
  }
  const practised = list.filter(({ days }) => days !== null)
  const due = practised.filter(({ days }) => (days ?? 1) <= 0).sort((one, other) => (one.days ?? 0) - (other.days ?? 0))
  const lead =
    practised.length === 0 ? words.nothingYet : due.length === 0 ? words.none : counted(words.count, due.length)
  const entries = due.map(({ entry, days }) => {
    const question = entry.querySelector('a')
    const to = link(`${question?.getAttribute('href')}#practise`, '')
    to.append(...[...(question?.childNodes ?? [])].map((node) => node.cloneNode(true)))
    return element('li', '', to, ' ', element('span', 'state', counted(words.since, -(days ?? 0))))
  })
  today?.replaceChildren(
    element('p', 'due-count', lead),
    ...(entries.length > 0 ? [element('ol', 'chains short', ...entries)] : []),
    ...(practised.length > 0 ? [drawWeek(practised)] : []),
  )
}

function drawWeek(practised: Listed[]): HTMLElement {
  const rows = Array.from({ length: WEEK_DAYS }, (_, index) => index + 1).map((day) => {
    const count = practised.filter(({ days }) => days === day).length
    const moment = new Date()
    moment.setDate(moment.getDate() + day)
    const name = moment.toLocaleDateString(language, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
    })
    const head = element('th', '', day === 1 ? `${words.tomorrow}, ${name}` : name)
    head.scope = 'row'
    return element('tr', '', head, element('td', '', count === 0 ? '–' : count))
  })
  const columns = [words.day, words.questions].map((name) => {
    const head = element('th', '', name)
    head.scope = 'col'
    return head
  })
  return element(
    'table',
    'week',
    element('caption', '', words.week),
    element('thead', '', element('tr', '', ...columns)),
    element('tbody', '', ...rows),
  )
}

function showKeeping(said = ''): void {
  const answer = element('p', 'said', said)
  answer.setAttribute('role', 'status')
  const file = element('input', '')
  file.type = 'file'
  file.accept = '.json,application/json'
  file.addEventListener('change', () => file.files?.[0] && take(file.files[0]))
  const pick = element('label', 'file', `${words.import} `, file)
  const aside = store.aside()
  const list = aside.map(({ name, text }) =>
    element(
      'li',
      '',
      button(fill(words.download, { moment: name }), () => saveFile(`zero-loss-aside-${name}.json`, text)),
    ),
  )
  keeping?.replaceChildren(
    element('p', 'actions', button(words.export, give), ' ', pick),
    answer,
    ...(list.length > 0
      ? [element('h3', '', words.aside), element('p', '', words.asideLead), element('ul', 'plain', ...list)]
      : []),
  )
  if (said) focusOn(answer)
}

function give(): void {
  const name = `zero-loss-practice-${new Date().toISOString().slice(0, 10)}.json`
  saveFile(name, `${JSON.stringify(store.read(), null, 2)}\n`)
  showKeeping(fill(words.exported, { name }))
}

async function take(file: File): Promise<void> {
  const read = readPractice(await file.text())
  if (isUnreadable(read)) {
    showKeeping(fill(words.refused, { name: file.name, why: read.why }))
    return
  }
  store.replace(read)
  showDue()
  showKeeping(counted(words.imported, Object.keys(read.repetitions).length))
}
