/** Whether a version comes before another one: '4.0.5' is older than '4.2'. */
export function isOlder(version: string, than: string): boolean {
  const [numbers, limits] = [version, than].map((text) => text.split('.').map(Number)) as [number[], number[]]
  for (const [index, limit] of limits.entries()) {
    const number = numbers[index] ?? 0
    if (number !== limit) return number < limit
  }
  return false
}
