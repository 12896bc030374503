/** How many midnights lie between now and a moment, on the reader's own calendar. */
export function daysUntil(momentMs: number, nowMs: number): number {
  const [there, here] = [new Date(momentMs), new Date(nowMs)].map((date) =>
    Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()),
  ) as [number, number]
  return Math.round((there - here) / 86_400_000)
}
