/** Lets this browser remember a text under a key; null forgets it. Storage may be closed, on file:// for example. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`zero-loss.${key}`)
    else localStorage.setItem(`zero-loss.${key}`, value)
  } catch {
    // The choice then lasts for this page.
  }
}
