import type { BankChain } from '../../practice/bank.ts'
import { GRADES, gradeOfChain, type StepGrade } from '../../practice/grades.ts'
import { answerStep, endRun, type MockRun, type Position, positionOf } from '../../practice/mock-run.ts'
import type { Practice } from '../../practice/practice.ts'
import { repeat } from '../../practice/repetition.ts'
import { fill } from '../../said.ts'
import { button, focusOn, wordsField } from '../parts/controls.ts'
import { element } from '../parts/element.ts'
import { showOwnRuns } from '../parts/own-runs.ts'
import { showTrouble } from '../parts/store.ts'
import { makeTimer, minutesAndSeconds } from '../parts/timer.ts'
import { words as all } from '../parts/words.ts'
import { drawn, type Room } from './room.ts'

const words = all.mock

/** Holds the open interview, step by step. Every step is kept, so that a reload goes on where it was. */
export function holdInterview(room: Room): void {
  const { root, store, chains } = room
  const first = openRun(room)
  if (!first) {
    room.go('')
    return
  }
  const timer = makeTimer()
  const over = element('p', 'time-over', '')
  over.setAttribute('role', 'status')
  const stage = element('div', 'stage')
  const left = ({ startedAt, wishes }: MockRun) => startedAt + wishes.minutes * 60_000 - Date.now()
  timer.restart(words.left, () => {
    const leftMs = left(first)
    if (leftMs <= 0 && over.textContent === '') over.textContent = words.timeOver
    return minutesAndSeconds(leftMs)
  })
  room.leave = timer.stop
  root.replaceChildren(timer.node, over, stage, element('p', 'end', button(words.end, end)))
  askNext(first)

  function askNext(run: MockRun): void {
    const position = positionOf(run, (id) => chains.get(id)?.steps.length ?? 0)
    const held = position && run.questions[position.question]
    const chain = held && chains.get(held.id)
    if (position && chain) ask(run, position, chain, held.buildsOn)
    else end()
  }

  function ask(run: MockRun, position: Position, chain: BankChain, buildsOn: string | null): void {
    const { question, step } = position
    const asked = chain.steps[step]
    let said = ''
    const number = fill(words.question, { number: question + 1, of: run.questions.length })
    const kicker = element('p', 'kicker', step === 0 ? number : `${number} · ${fill(words.followUp, { number: step })}`)
    const title = drawn(element('h2', 'asked-now', ''), asked?.ask ?? '')
    const context =
      step > 0
        ? drawn(element('p', 'context', ''), chain.steps[0]?.ask ?? '')
        : buildsOn === null
          ? null
          : element('p', 'context', `${words.buildsOn}: ${chains.get(buildsOn)?.title ?? ''}`)
    const field = wordsField(words.words, '', (text) => {
      said = text
    })
    field.append(element('p', 'fineprint', words.wordsLead))
    const go = (grade: StepGrade) => {
      const next = answerStep(openRun(room) ?? run, position, { grade, words: said })
      keepOpenRun(room, next)
      showTrouble(root, store)
      askNext(next)
    }
    const actions = element(
      'p',
      'actions',
      button(words.answered, compare, 'main'),
      ' ',
      button(words.skip, () => go('skipped')),
    )
    stage.replaceChildren(kicker, ...(context ? [context] : []), title, field, actions)
    focusOn(title)

    function compare(): void {
      const heading = element('h3', '', words.compare)
      const judge = element('h3', '', words.judge)
      const grades = GRADES.map((grade) => button(all.practise.grades[grade], () => go(grade), `grade ${grade}`))
      const own = element('p', 'own-run', '')
      own.dataset.ownRun = chain.chapter
      own.hidden = true
      actions.replaceWith(
        heading,
        drawn(element('div', 'answer', ''), asked?.answer ?? ''),
        ...(step === 0 && chain.run ? [own] : []),
        judge,
        element('p', 'grades', ...grades),
      )
      focusOn(heading)
      showOwnRuns(stage)
    }
  }

  function end(): void {
    const run = openRun(room)
    timer.stop()
    if (run) store.change((practice) => closeRun(practice, run, Date.now()))
    room.go(`debrief-${store.read().interviews.length - 1}`)
  }
}

function openRun({ store }: Room): MockRun | null {
  return store.read().interviews.find(({ endedAt }) => endedAt === null) ?? null
}

function keepOpenRun({ store }: Room, run: MockRun): void {
  store.change((practice) => ({
    ...practice,
    interviews: practice.interviews.map((other) => (other.endedAt === null ? run : other)),
  }))
}

/** Ends an interview: each of its questions comes back when its grade says. */
function closeRun(practice: Practice, run: MockRun, nowMs: number): Practice {
  const repetitions = { ...practice.repetitions }
  for (const { id, steps } of run.questions) {
    const grade = gradeOfChain(steps.map((step) => step.grade))
    if (grade) repetitions[id] = repeat(repetitions[id] ?? null, grade, nowMs)
  }
  const interviews = practice.interviews.map((other) => (other.endedAt === null ? endRun(run, nowMs) : other))
  return { ...practice, repetitions, interviews }
}
