import type { Found } from '../../search-index.ts'
import { element } from './element.ts'

const BEFORE = 50
const LENGTH = 170

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
  const piece = text.slice(Math.min(begin, first), begin + LENGTH)
  const parts = piece.split(new RegExp(`(${hit})`, 'giu'))
  const nodes = parts.map((part, index) => (index % 2 === 1 ? element('mark', '', part) : new Text(part)))
  return [...(begin > 0 ? [new Text('… ')] : []), ...nodes, ...(begin + LENGTH < text.length ? [new Text(' …')] : [])]
}

const escapeForRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
