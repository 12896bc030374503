// The mock interview: choose one, hold it, look back on it; or print the sheet for the friend who asks.
import type { Bank } from '../practice/bank.ts'
import { showDebrief } from './mock/debrief.ts'
import { holdInterview } from './mock/hold.ts'
import type { Room } from './mock/room.ts'
import { showSetUp } from './mock/set-up.ts'
import { showSheet } from './mock/sheet.ts'
import { focusOn } from './parts/controls.ts'
import { openStore, showTrouble } from './parts/store.ts'

const root = document.getElementById('mock')
const data = document.getElementById('data')
if (root && data) enter(root, JSON.parse(data.textContent) as Bank)

/** What stands behind the # of the address says what is shown, so that a link, a reload and "back" lead there. */
function enter(root: HTMLElement, bank: Bank): void {
  const chains = new Map(bank.chains.map((chain) => [chain.id, chain]))
  const store = openStore()
  const room: Room = { root, bank, chains, store, leave: () => {}, go: (to) => location.assign(`#${to}`) }
  const show = () => {
    room.leave()
    room.leave = () => {}
    const code = location.hash.slice(1)
    root.className = 'prose mock'
    if (code.startsWith('sheet&')) showSheet(room, code.slice('sheet&'.length))
    else if (code === 'interview') holdInterview(room)
    else if (code.startsWith('debrief-')) showDebrief(room, Number(code.slice('debrief-'.length)))
    else showSetUp(room, code)
    showTrouble(root, store)
  }
  show()
  addEventListener('hashchange', () => {
    if (location.hash === '#text') return // the link that skips to the text
    show()
    scrollTo(0, 0)
    focusOn(root.querySelector('h2'))
  })
}
