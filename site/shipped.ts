import type { Checkout } from './checkout.ts'

/** Where the exercises are kept as they were shipped, line by line, written by `npm run seal`. */
export const shippedFile = 'exercises/shipped.json'

/** The exercises as shipped: path and text. Readers change their copies, and a checkout need not have git. */
export function readShipped(checkout: Checkout): Map<string, string> {
  const files = JSON.parse(checkout.read(shippedFile) ?? '{}') as Record<string, string[]>
  return new Map(Object.entries(files).map(([path, lines]) => [path, lines.join('\n')]))
}

/** What `exercises/shipped.json` must hold for these files. */
export function sealed(checkout: Checkout, paths: string[]): string {
  const files = paths.map((path) => [path, (checkout.read(path) ?? '').split('\n')])
  return `${JSON.stringify(Object.fromEntries(files), null, 2)}\n`
}

/** The checkout with the exercises as shipped: the book quotes those, whatever the reader has done to theirs. */
export function asShipped(checkout: Checkout): Checkout {
  const shipped = readShipped(checkout)
  return { ...checkout, read: (path) => shipped.get(path) ?? checkout.read(path) }
}
