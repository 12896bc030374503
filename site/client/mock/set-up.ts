import { drawInterview, MINUTES, type Wishes } from '../../practice/draw-interview.ts'
import { startRun } from '../../practice/mock-run.ts'
import { decodeWishes, encodeWishes } from '../../practice/wishes-code.ts'
import { LEVELS } from '../../question.ts'
import { fill } from '../../said.ts'
import { button, focusOn } from '../parts/controls.ts'
import { element, link } from '../parts/element.ts'
import { words as all, language } from '../parts/words.ts'
import type { Room } from './room.ts'

const words = all.mock
const SEEDS = 10_000

/** The choices. `code` holds those of a friend's link, or nothing. */
export function showSetUp(room: Room, code: string): void {
  const { root, bank, store } = room
  const given = decodeWishes(code, bank)
  const wishes = given?.wishes ?? {
    minutes: 30,
    level: 'middle',
    chapters: bank.chapters.map(({ slug }) => slug),
    seed: `${Math.floor(Math.random() * SEEDS)}`,
  }
  const form = drawForm(room, wishes)
  const problem = element('p', 'problem')
  problem.setAttribute('role', 'alert')
  const readForm = (): Wishes | null => {
    const wanted = readWishes(form)
    const none = wanted.chapters.length === 0
    const isEmpty = drawInterview(bank.chains, wanted).length === 0
    problem.textContent = none ? words.noChapter : isEmpty ? words.noQuestion : ''
    if (!isEmpty) return wanted
    focusOn(problem)
    return null
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const wanted = readForm()
    if (!wanted) return
    const run = startRun(wanted, bank.edition, drawInterview(bank.chains, wanted), Date.now())
    store.change((practice) => ({
      ...practice,
      interviews: [...practice.interviews.filter(({ endedAt }) => endedAt !== null), run],
    }))
    room.go('interview')
  })
  const submit = element('button', 'main', words.start)
  submit.type = 'submit'
  const sheet = button(words.friend, () => {
    const wanted = readForm()
    if (wanted) room.go(`sheet&${encodeWishes(wanted, bank.edition)}`)
  })
  form.append(problem, element('p', 'actions', submit, ' ', sheet))
  const warning =
    code === '' || code === 'text' ? null : given ? (given.sameEdition ? null : words.otherEdition) : words.badLink
  root.replaceChildren(
    ...(warning === null ? [] : [element('p', 'trouble', warning)]),
    element('h2', '', words.setUp),
    form,
    ...drawEarlier(room),
  )
}

function drawForm({ bank }: Room, wishes: Wishes): HTMLFormElement {
  const form = element('form', 'set-up')
  const seed = element('input', '')
  seed.name = 'seed'
  seed.value = wishes.seed
  seed.required = true
  seed.autocomplete = 'off'
  form.append(
    group(
      words.minutes,
      '',
      MINUTES.map((minutes) =>
        choice('radio', 'minutes', `${minutes}`, fill(words.minutesOf, { minutes }), minutes === wishes.minutes),
      ),
    ),
    group(
      words.level,
      words.levelLead,
      LEVELS.map((level) => choice('radio', 'level', level, words.levels[level], level === wishes.level)),
    ),
    group(
      words.chapters,
      '',
      bank.chapters.map(({ slug, number, title }) =>
        choice(
          'checkbox',
          'chapters',
          slug,
          `${String(number).padStart(2, '0')} ${title}`,
          wishes.chapters.includes(slug),
        ),
      ),
    ),
    element(
      'p',
      'seed',
      element('label', '', `${words.seed} `, seed),
      ' ',
      element('span', 'fineprint', words.seedLead),
    ),
  )
  return form
}

function readWishes(form: HTMLFormElement): Wishes {
  const fields = new FormData(form)
  return {
    minutes: MINUTES.find((minutes) => `${minutes}` === fields.get('minutes')) ?? 30,
    level: LEVELS.find((level) => level === fields.get('level')) ?? 'middle',
    chapters: fields.getAll('chapters').map(String),
    seed: String(fields.get('seed') ?? '').trim(),
  }
}

/** The interview that is open, and those that were held. */
function drawEarlier({ store }: Room): Node[] {
  const { interviews } = store.read()
  const entries = interviews.map(({ wishes, startedAt, endedAt }, index) => {
    const when = new Date(startedAt).toLocaleString(language, {
      dateStyle: 'medium',
      timeStyle: 'short',
    })
    const name = fill(words.debriefOf, { when, minutes: wishes.minutes, level: words.levels[wishes.level] })
    return element(
      'li',
      '',
      endedAt === null ? link('#interview', `${words.resume} (${name})`) : link(`#debrief-${index}`, name),
    )
  })
  return entries.length === 0
    ? []
    : [element('h2', 'small', words.earlier), element('ul', 'plain', ...entries.reverse())]
}

function group(name: string, lead: string, choices: Node[]): HTMLElement {
  return element('fieldset', '', element('legend', '', name), lead ? element('p', 'fineprint', lead) : null, ...choices)
}

function choice(type: 'radio' | 'checkbox', name: string, value: string, text: string, checked: boolean): HTMLElement {
  const input = element('input', '')
  Object.assign(input, { type, name, value, checked })
  return element('label', 'choice', input, ` ${text}`)
}
