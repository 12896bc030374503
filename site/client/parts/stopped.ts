import { recall, remember } from './storage.ts'

const KEY = 'stopped'

/** Where the reader was: a page, and the heading above what they read. */
interface Place {
  path: string
  id: string
  page: string
  heading: string
}

/** Remembers where the reader is, whenever they leave a page. */
export function rememberPlace(path: string): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return
    const headings = [...document.querySelectorAll<HTMLElement>('main :is(h1, h2[id])')]
    const above = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 2).at(-1)
    const place: Place = {
      path,
      id: above?.id ?? '',
      page: document.querySelector('h1')?.textContent ?? '',
      heading: above?.id ? titleOf(above) : '',
    }
    remember(KEY, JSON.stringify(place))
  })
}

/** Shows where the reader stopped, in a box that is hidden while nobody knows. */
export function showPlace(box: HTMLElement): void {
  const kept = recall(KEY)
  const link = box.querySelector('a')
  if (kept === null || link === null) return
  const { path, id, page, heading } = JSON.parse(kept) as Place
  link.href = path + (id === '' ? '' : `#${id}`)
  link.textContent = heading === '' ? page : `${page}: ${heading}`
  box.hidden = false
}

/** A heading's words, without the sign of its own link. */
const titleOf = (heading: HTMLElement): string =>
  [...heading.childNodes]
    .filter((node) => !(node instanceof HTMLElement && node.className === 'anchor'))
    .map(({ textContent }) => textContent)
    .join('')
