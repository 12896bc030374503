type Child = Node | string | number | null

/** Makes an element. Null children are left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(
    ...children.filter((child) => child !== null).map((child) => (child instanceof Node ? child : `${child}`)),
  )
  return made
}

/** Makes a link. */
export function link(href: string, text: string): HTMLAnchorElement {
  const made = element('a', '', text)
  made.href = href
  return made
}
