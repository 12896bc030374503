import { Store, type Trouble } from '../../practice/store.ts'
import { fill } from '../../said.ts'
import { element } from './element.ts'
import { words as all } from './words.ts'

/** What this browser keeps of the reader's practice. */
export const openStore = (): Store => new Store(() => localStorage, Date.now)

/** Says at the top of a section what is wrong with the store; nothing when nothing is. */
export function showTrouble(section: HTMLElement, { trouble }: Store): void {
  section.querySelector('.of-store')?.remove()
  if (!trouble) return
  const notice = element('p', 'trouble of-store', wordsOf(trouble))
  notice.setAttribute('role', 'alert')
  section.prepend(notice)
}

function wordsOf(trouble: Trouble): string {
  const words = all.trouble
  if (trouble.kind === 'closed') return fill(words.closed, { why: trouble.why })
  return fill(trouble.otherVersion ? words.otherVersion : words.corrupt, { why: trouble.why })
}
