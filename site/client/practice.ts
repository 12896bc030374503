// On the page of a question: its follow-ups come one by one, each after the reader has said something to the one before.
import { daysUntil } from '../practice/days.ts'
import { GRADES, type Grade } from '../practice/grades.ts'
import { repeat } from '../practice/repetition.ts'
import { button, focusOn, wordsField } from './parts/controls.ts'
import { element, link } from './parts/element.ts'
import { openStore, showTrouble } from './parts/store.ts'
import { makeTimer, minutesAndSeconds } from './parts/timer.ts'
import { words as all, counted } from './parts/words.ts'

const words = all.practise
const bench = document.querySelector<HTMLElement>('section.practice')
const chain = document.querySelector<HTMLElement>('.chain')
if (bench && chain) offerPractice(bench, chain, chain.dataset.chain ?? '')

function offerPractice(bench: HTMLElement, chain: HTMLElement, id: string): void {
  const store = openStore()
  const steps = [...chain.querySelectorAll<HTMLElement>('.step')]
  const rest = [...chain.querySelectorAll<HTMLElement>(':scope > h2, .rest')]
  const unfold = document.querySelector<HTMLElement>('.unfold')
  bench.hidden = false
  offer()
  if (location.hash === '#practise') start()

  function offer(): void {
    const known = store.read().repetitions[id]
    const days = known ? daysUntil(known.due, Date.now()) : 0
    const state = known ? (days <= 0 ? words.due : counted(words.dueIn, days)) : words.never
    bench.replaceChildren(
      element('h2', '', words.title),
      element('p', '', words.lead),
      element('p', 'actions', button(words.start, start, 'main'), ' ', element('span', '', state)),
    )
    showTrouble(bench, store)
  }

  function start(): void {
    const before = store.read().words[id] ?? []
    for (const details of chain.querySelectorAll('details')) details.open = false
    for (const part of [...steps, ...rest]) part.hidden = true
    if (unfold) unfold.hidden = true
    const timer = makeTimer()
    bench.replaceChildren(element('h2', '', words.title), timer.node)
    for (const old of chain.querySelectorAll('.before, .desk, .actions')) old.remove()
    ask(0)

    function ask(index: number): void {
      const step = steps[index]
      const details = step?.querySelector('details')
      if (!step || !details) return
      const isFollowUp = index > 0
      step.hidden = false
      if (isFollowUp) for (const title of chain.querySelectorAll<HTMLElement>(':scope > h2')) title.hidden = false
      const startedAt = Date.now()
      timer.restart(words.timer, () => minutesAndSeconds(Date.now() - startedAt))
      let said = ''
      const field = wordsField(counted(words.wordsOn, index), '', (text) => {
        said = text
        keepWords(index, text)
      })
      const open = () => {
        details.open = true
      }
      const desk = element('div', 'desk', field, element('p', 'actions', button(words.reveal, open, 'main')))
      // The question of a follow-up is the summary of its answer, so the desk stands below it.
      if (isFollowUp) step.append(desk)
      else step.prepend(desk)
      const onToggle = () => {
        if (!details.open) return // it was closed for this practice
        details.removeEventListener('toggle', onToggle)
        reveal(index, details, desk, said)
      }
      details.addEventListener('toggle', onToggle)
      if (isFollowUp) focusOn(details.querySelector('summary'))
      else field.querySelector('textarea')?.focus()
    }

    /** The answer is open, by the button or by its own summary: beside it stands what the reader has said. */
    function reveal(index: number, details: HTMLElement, desk: HTMLElement, said: string): void {
      desk.remove()
      const quotes = [
        [words.youWrote, said.trim()],
        [words.lastTime, before[index]?.trim() ?? ''],
      ] as const
      const own = quotes.filter(([, text]) => text !== '')
      details
        .querySelector('.folded')
        ?.prepend(...own.map(([title, text]) => element('p', 'before', element('b', '', title), ` ${text}`)))
      const isLast = index === steps.length - 1
      const go = () => {
        actions.remove()
        if (isLast) grade()
        else ask(index + 1)
      }
      const actions = element('p', 'actions', button(isLast ? words.toGrade : words.next, go, 'main'))
      details.after(actions)
      focusOn(details.querySelector('summary'))
    }

    function grade(): void {
      timer.stop()
      for (const part of rest) part.hidden = false
      if (unfold) unfold.hidden = false
      const known = store.read().repetitions[id] ?? null
      const choices = GRADES.map((name) => {
        const days = daysUntil(repeat(known, name, Date.now()).due, Date.now())
        const choice = button('', () => keep(name), `grade ${name}`)
        choice.append(element('b', '', words.grades[name]), ' ', element('span', '', counted(words.comesBack, days)))
        return choice
      })
      const title = element('h2', '', words.gradeTitle)
      bench.replaceChildren(title, element('p', '', words.gradeLead), element('p', 'grades', ...choices))
      focusOn(title)
    }

    function keep(name: Grade): void {
      store.change((practice) => ({
        ...practice,
        repetitions: {
          ...practice.repetitions,
          [id]: repeat(practice.repetitions[id] ?? null, name, Date.now()),
        },
      }))
      const due = store.read().repetitions[id]?.due ?? Date.now()
      const kept = element('p', 'kept', counted(words.kept, daysUntil(due, Date.now())))
      kept.setAttribute('role', 'status')
      const more = element('p', 'actions', button(words.again, start), ' ')
      more.append(link(bench.dataset.due ?? '', words.dueToday))
      bench.replaceChildren(element('h2', '', words.title), kept, more)
      showTrouble(bench, store)
      focusOn(kept)
    }
  }

  function keepWords(index: number, text: string): void {
    store.change((practice) => {
      const said = [...(practice.words[id] ?? [])]
      while (said.length <= index) said.push('')
      said[index] = text
      return { ...practice, words: { ...practice.words, [id]: said } }
    })
    showTrouble(bench, store)
  }
}
