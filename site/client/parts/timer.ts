import { element } from './element.ts'
import { remember } from './storage.ts'
import { words as all } from './words.ts'

const TICK_MS = 1000
const words = all.practise

/** A clock that can be hidden; the browser remembers the choice. `show` gives what it says now. */
export interface Timer {
  node: HTMLElement
  /** Goes on with another text. */
  restart(label: string, show: () => string): void
  stop(): void
}

/** Makes a clock that stands still until it is started. A screen reader reads it when asked, and is not told each second. */
export function makeTimer(): Timer {
  const label = element('span', '')
  const time = element('b', '')
  const clock = element('span', 'clock', label, ' ', time)
  clock.setAttribute('role', 'timer')
  const toggle = element('button', '')
  toggle.type = 'button'
  let isHidden = recall()
  let ticking: ReturnType<typeof setInterval> | undefined
  const draw = () => {
    clock.hidden = isHidden
    toggle.textContent = isHidden ? words.showTimer : words.hideTimer
  }
  toggle.addEventListener('click', () => {
    isHidden = !isHidden
    remember('timer', isHidden ? 'hidden' : null)
    draw()
  })
  draw()
  return {
    node: element('p', 'timer', clock, ' ', toggle),
    restart(text, show) {
      clearInterval(ticking)
      label.textContent = text
      const tick = () => {
        time.textContent = show()
      }
      tick()
      ticking = setInterval(tick, TICK_MS)
    },
    stop: () => clearInterval(ticking),
  }
}

/** Milliseconds as minutes and seconds: '1:05'. */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

function recall(): boolean {
  try {
    return localStorage.getItem('zero-loss.timer') === 'hidden'
  } catch {
    return false
  }
}
