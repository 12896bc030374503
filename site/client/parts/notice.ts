import { element } from './element.ts'
import { words } from './words.ts'

/** Shows a notice at the foot of the window, one of each kind at a time; null takes it away. */
export function showNotice(kind: 'broken' | 'verdict', content: Node | null): void {
  const board = document.getElementById('notices') ?? makeBoard()
  board.querySelector(`.${kind}-notice`)?.remove()
  if (content === null) return
  const close = element('button', '', words.live.close)
  const notice = element(
    'div',
    `notice ${kind}-notice`,
    ...(kind === 'broken' ? [`${words.live.broken} `] : []),
    content,
    close,
  )
  close.addEventListener('click', () => notice.remove())
  board.append(notice)
}

/** It is there before its first notice, so that a screen reader reads that one too. */
function makeBoard(): HTMLElement {
  const board = element('div', '')
  board.id = 'notices'
  board.setAttribute('role', 'status')
  document.body.append(board)
  return board
}
