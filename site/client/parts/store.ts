import { interviewTexts } from '../../interview-texts.ts'
import { Store, type Trouble } from '../../practice/store.ts'
import { element } from './element.ts'

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
  const words = interviewTexts.trouble
  if (trouble.kind === 'closed') return words.closed(trouble.why)
  return trouble.otherVersion ? words.otherVersion(trouble.why) : words.corrupt(trouble.why)
}
