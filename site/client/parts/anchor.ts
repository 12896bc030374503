/** Gives a heading a link to itself, for the mouse: the keyboard has the contents. */
export function addAnchor(heading: HTMLElement): void {
  const link = document.createElement('a')
  link.className = 'anchor'
  link.href = `#${heading.id}`
  link.textContent = '#'
  link.tabIndex = -1
  link.ariaHidden = 'true'
  heading.append(link)
}
