import type { BankChain } from '../../practice/bank.ts'
import { drawInterview, minutesOf } from '../../practice/draw-interview.ts'
import { decodeWishes } from '../../practice/wishes-code.ts'
import { fill } from '../../said.ts'
import { button } from '../parts/controls.ts'
import { element } from '../parts/element.ts'
import { words as all } from '../parts/words.ts'
import { drawn, type Room } from './room.ts'

const words = all.mock.sheet

/** The sheet of the friend who plays the interviewer: what to ask, what to listen for, and a score. It prints. */
export function showSheet(room: Room, code: string): void {
  const { root, bank, chains } = room
  const given = decodeWishes(code, bank)
  if (!given) {
    room.go(code)
    return
  }
  const { wishes, sameEdition } = given
  const drawnChains = drawInterview(bank.chains, wishes).flatMap(({ id }) => chains.get(id) ?? [])
  root.className = 'prose mock sheet'
  const totals = new Map(drawnChains.map((chain) => [chain.id, element('tr', '')]))
  root.replaceChildren(
    ...(sameEdition ? [] : [element('p', 'trouble', all.mock.otherEdition)]),
    element('h2', '', words.title),
    element(
      'p',
      '',
      `${fill(words.for, { minutes: wishes.minutes, level: all.mock.levels[wishes.level] })}. ${all.mock.seed} `,
      element('b', '', wishes.seed),
    ),
    element(
      'p',
      'actions',
      button(words.print, () => print(), 'main'),
      ' ',
      button(words.back, () => room.go(code)),
    ),
    element('h3', '', words.how),
    element('ul', '', ...words.howTo.map((line) => element('li', '', line))),
    ...drawnChains.map((chain, index) => drawQuestion(chain, index + 1)),
    element('h3', 'part', words.score),
    drawScore(drawnChains, totals),
    element('p', 'fineprint', words.tickOnScreen),
  )
  const count = () => {
    for (const chain of drawnChains) countTicks(root, chain, totals.get(chain.id))
    // Whoever prints it first counts with a pen.
    root.classList.toggle('untouched', root.querySelector('input:checked') === null)
  }
  root.addEventListener('change', count)
  room.leave = () => root.removeEventListener('change', count)
  count()
}

function drawQuestion(chain: BankChain, number: number): HTMLElement {
  const followUps = chain.steps.slice(1).map(({ ask, answer }) => {
    const tick = tickBox('follow-up', ask)
    return element('li', '', tick, drawn(element('div', 'answer', ''), answer))
  })
  const article = element(
    'article',
    'asked-by-friend',
    drawn(element('h3', 'part', `${number}. `), chain.steps[0]?.ask ?? ''),
    drawn(
      element(
        'p',
        'after',
        `${all.mock.levels[chain.level]}, ${fill(words.plan, { minutes: minutesOf(chain) })}. ${words.after}: `,
      ),
      chain.after,
    ),
    drawn(element('div', 'answer', ''), chain.steps[0]?.answer ?? ''),
    element('h4', '', words.listen),
    element('ul', 'ticks', ...chain.good.map((sign) => element('li', '', tickBox('good', sign)))),
    element('h4', '', words.flags),
    element('ul', 'ticks', ...chain.bad.map((sign) => element('li', '', tickBox('bad', sign)))),
    drawn(element('div', 'wrong', element('b', '', words.wrong)), chain.wrongAnswer),
    element('h4', '', words.followUps),
    element('ol', 'ticks', ...followUps),
  )
  article.dataset.chain = chain.id
  return article
}

/** @param html what is ticked */
function tickBox(kind: 'good' | 'bad' | 'follow-up', html: string): HTMLLabelElement {
  const box = element('input', '')
  box.type = 'checkbox'
  box.dataset.kind = kind
  return element('label', '', box, drawn(element('span', ''), html))
}

function drawScore(chains: BankChain[], rows: Map<string, HTMLElement>): HTMLElement {
  const heads = words.columns.map((name) => {
    const head = element('th', '', name)
    head.scope = 'col'
    return head
  })
  for (const { id, title } of chains) {
    const head = element('th', '', title)
    head.scope = 'row'
    const notes = element('textarea', '')
    notes.rows = 2
    notes.setAttribute('aria-label', `${words.notes}: ${title}`)
    const counts = ['good', 'bad', 'follow-up'].map((kind) => {
      const cell = element('td', '')
      cell.dataset.kind = kind
      return cell
    })
    const cells = [...counts, element('td', '', notes)]
    for (const [index, cell] of cells.entries()) cell.dataset.of = words.columns[index + 1]
    rows.get(id)?.append(head, ...cells)
  }
  const table = element('table', 'score', element('thead', '', element('tr', '', ...heads)))
  table.append(element('tbody', '', ...rows.values()))
  const frame = element('div', 'table', table)
  frame.tabIndex = 0
  frame.setAttribute('role', 'group')
  frame.setAttribute('aria-label', words.score)
  return frame
}

function countTicks(root: HTMLElement, { id }: BankChain, row: HTMLElement | undefined): void {
  for (const cell of row?.querySelectorAll<HTMLElement>('[data-kind]') ?? []) {
    const boxes = [
      ...root.querySelectorAll<HTMLInputElement>(`[data-chain="${id}"] input[data-kind="${cell.dataset.kind}"]`),
    ]
    const ticked = boxes.filter(({ checked }) => checked).length
    cell.replaceChildren(element('span', 'ticked', ticked), ` ${fill(words.of, { all: boxes.length })}`)
  }
}
