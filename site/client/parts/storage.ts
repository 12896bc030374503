/** What this browser remembers under a key, or null. Storage may be closed, on file:// for example. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`zero-loss.${key}`)
  } catch {
    return null
  }
}

/** Lets this browser remember a text under a key; null forgets it. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`zero-loss.${key}`)
    else localStorage.setItem(`zero-loss.${key}`, value)
  } catch {
    // The choice then lasts for this page.
  }
}
