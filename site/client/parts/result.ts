import type { Found } from '../../search-index.ts'
import { element } from './element.ts'

const BEFORE = 50
const LENGTH = 170
const LONGEST_WORD = 30

/** A result of the search: where it leads, and the words around the first hit. */
export function resultItem({ to, page, title, text }: Found, terms: string[], root: string): HTMLElement {
  const link = element('a', '', element('b', '', title === '' ? page : title))
  if (title !== '') link.append(' ', element('span', 'from', page))
  link.href = root + to
  return element('li', '', link, element('p', '', ...excerpt(text, terms)))
}

/** The text around the first hit, its hits marked. */
function excerpt(text: string, terms: string[]): Node[] {
  const hit = terms.map((term) => escapeForRegExp(term)).join('|')
  if (hit === '') return []
  const first = Math.max(0, text.search(new RegExp(hit, 'iu')))
  const begin = first > BEFORE ? text.indexOf(' ', first - BEFORE) + 1 : 0
  const space = text.indexOf(' ', begin + LENGTH)
  // Chinese has no blanks, and a word can be long.
  const end = space === -1 || space > begin + LENGTH + LONGEST_WORD ? begin + LENGTH : space
  const piece = text.slice(Math.min(begin, first), end)
  const parts = piece.split(new RegExp(`(${hit})`, 'giu'))
  const nodes = parts.map((part, index) => (index % 2 === 1 ? element('mark', '', part) : new Text(part)))
  return [...(begin > 0 ? [new Text('… ')] : []), ...nodes, ...(end < text.length ? [new Text(' …')] : [])]
}

const escapeForRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
