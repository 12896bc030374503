import type { BankChain } from '../../practice/bank.ts'
import { debriefOf } from '../../practice/debrief.ts'
import type { HeldQuestion, MockRun } from '../../practice/mock-run.ts'
import { encodeWishes } from '../../practice/wishes-code.ts'
import { button } from '../parts/controls.ts'
import { element, link } from '../parts/element.ts'
import { showOwnRuns } from '../parts/own-runs.ts'
import { words as all, counted, language } from '../parts/words.ts'
import { drawn, type Room } from './room.ts'

const words = all.mock.debrief

/** Looks back on an interview, by its number in the store. It prints. */
export function showDebrief(room: Room, index: number): void {
  const { root, store, chains, bank } = room
  const run = store.read().interviews[index]
  if (!run) {
    room.go('')
    return
  }
  const { minutes, counts, weak, solid, notReached } = debriefOf(run)
  const { wishes } = run
  const when = new Date(run.startedAt).toLocaleString(language, {
    dateStyle: 'long',
    timeStyle: 'short',
  })
  const cells = [
    ...Object.entries(words.counts).map(([grade, name]) => [name, counts[grade as keyof typeof counts]] as const),
  ]
  const ledger = element(
    'dl',
    'ledger',
    ...[...cells, [words.notReached, notReached.length] as const].map(([name, count]) =>
      element('div', '', element('dt', '', name), element('dd', '', count)),
    ),
  )
  const nothing = counts.solid + counts.shaky + counts.missed + counts.skipped === 0
  const found = weak.flatMap(({ question, steps }) => drawWeak(question, steps, room))
  root.replaceChildren(
    element('h2', '', words.title),
    element(
      'p',
      '',
      `${when}. ${counted(words.lead, minutes, { of: wishes.minutes, level: all.mock.levels[wishes.level] })}`,
    ),
    ledger,
    ...(found.length > 0
      ? [element('h3', 'part', words.weak), ...found]
      : [element('p', '', nothing ? words.nothing : words.allSolid)]),
    ...drawTitles(words.solid, solid, chains),
    ...drawTitles(words.left, notReached, chains),
    element('p', 'fineprint', `${all.mock.seed} ${wishes.seed}`),
    element(
      'p',
      'actions',
      button(words.print, () => print(), 'main'),
      ' ',
      button(words.again, () => room.go(encodeWishes(wishes, bank.edition))),
      ' ',
      button(words.new, () => room.go('')),
    ),
  )
  showOwnRuns(root)
}

function drawWeak(question: HeldQuestion, weakSteps: number[], { chains, bank }: Room): Node[] {
  const chain = chains.get(question.id)
  if (!chain) return [element('p', '', question.id)] // of another edition of the book
  const chapter = bank.chapters.find(({ slug }) => slug === chain.chapter)
  const links = element('p', 'see', `${words.read}: `, link(chapter?.href ?? '', chapter?.title ?? ''))
  if (chain.run) links.append(' · ', `${words.see}: `, link(chain.run.href, chain.run.name))
  links.append(' · ', link(`${chain.href}#practise`, words.practise))
  const own = element('p', 'own-run', '')
  own.dataset.ownRun = chain.chapter
  own.hidden = true
  return [
    element(
      'article',
      'weak',
      element('h4', '', chain.title),
      ...weakSteps.map((step) => drawStep(question.steps[step], step, chain)),
      drawn(element('div', 'wrong', element('b', '', words.wrong)), chain.wrongAnswer),
      links,
      ...(chain.run ? [own] : []),
    ),
  ]
}

function drawStep(
  held: MockRun['questions'][number]['steps'][number] | undefined,
  step: number,
  chain: BankChain,
): Node {
  const grade = held?.grade ?? 'skipped'
  const asked = chain.steps[step]
  const head = element('p', 'step-grade', element('span', `grade ${grade}`, words.stepGrades[grade]), ' ')
  if (step > 0) drawn(head, asked?.ask ?? '')
  else head.append(words.question)
  const said = held?.words.trim()
  return element(
    'div',
    'weak-step',
    head,
    said ? element('p', 'before', element('b', '', words.you), ` ${said}`) : null,
    drawn(element('div', 'answer', element('b', '', words.answer)), asked?.answer ?? ''),
  )
}

function drawTitles(title: string, questions: HeldQuestion[], chains: Room['chains']): Node[] {
  if (questions.length === 0) return []
  const entries = questions.map(({ id }) => {
    const chain = chains.get(id)
    return element('li', '', chain ? link(chain.href, chain.title) : id)
  })
  return [element('h3', 'part', title), element('ul', '', ...entries)]
}
