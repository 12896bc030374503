const KEY = 'zero-loss.place'

/** Loads the page anew and comes back to the same place: the browser keeps the scroll position, and this what is unfolded. */
export function reload(): void {
  const open = [...document.querySelectorAll('details')].flatMap((details, index) => (details.open ? [index] : []))
  sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, open }))
  location.reload()
}

/** Unfolds what was unfolded before {@link reload}. */
export function keepPlace(): void {
  const kept = sessionStorage.getItem(KEY)
  if (kept === null) return
  sessionStorage.removeItem(KEY)
  const { path, open } = JSON.parse(kept) as { path: string; open: number[] }
  if (path !== location.pathname) return
  const all = document.querySelectorAll('details')
  for (const index of open) {
    const details = all[index]
    if (details) details.open = true
  }
}
