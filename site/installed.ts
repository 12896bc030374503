import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What a checkout needs and does not have, one line a package; empty when all is there. Who pulls a newer version of the
 * book may need other packages than those that they once installed.
 * @param read the text of a file of the checkout, or undefined when there is none
 */
export function missingPackages(read: (path: string) => string | undefined): string[] {
  const wanted: Record<string, string> = JSON.parse(read('package.json') ?? '{}').dependencies ?? {}
  return Object.entries(wanted).flatMap(([name, version]) => {
    const found = read(`node_modules/${name}/package.json`)
    if (found === undefined) return [`${name} ${version} is not installed`]
    const { version: installed } = JSON.parse(found) as { version?: string }
    return installed === version ? [] : [`${name} is installed as ${installed}, and ${version} is needed`]
  })
}

/** Ends the program with what is missing and what to do about it. It must run before anything else is loaded. */
export function requirePackages(root: string): void {
  const missing = missingPackages((path) => {
    try {
      return readFileSync(join(root, path), 'utf8')
    } catch {
      return undefined
    }
  })
  if (missing.length === 0) return
  console.error(`The packages of this checkout are not those that it needs:\n  ${missing.join('\n  ')}\nRun npm ci`)
  process.exit(3)
}
