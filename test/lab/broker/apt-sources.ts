import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LabProblem } from '../problem.ts'

/** Debian's keyring on a Debian machine: apt checks the archive's signature with it. */
export const debianKeyring = '/usr/share/keyrings/debian-archive-keyring.gpg'

/** The Debian mirror that this machine already uses, so that a company's mirror or proxy keeps working. */
export function debianMirror(aptFolder = '/etc/apt'): string {
  for (const text of sourceFiles(aptFolder)) {
    const mirror = mirrorIn(text)
    if (mirror !== null) return mirror
  }
  throw new LabProblem(`No Debian mirror is named in ${aptFolder}, so RabbitMQ's packages can't be got from one.`, {
    mend: [
      'add the mirror of your Debian release to /etc/apt/sources.list.d',
      'npm run doctor   # says what else could serve',
    ],
  })
}

/** Finds the main archive's address in one sources file: deb822 (`URIs: ...`) or one-line (`deb [...] http://... suite`). */
export function mirrorIn(text: string): string | null {
  const addresses = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .flatMap((line) => /^\s*(?:URIs:|deb\s)\s*(.*)$/.exec(line)?.[1]?.match(/\b(?:https?|file|mirror\+\w+):\S+/g) ?? [])
  return addresses.find((address) => /\/debian\/?$/.test(address))?.replace(/\/$/, '') ?? null
}

function sourceFiles(aptFolder: string): string[] {
  const parts = join(aptFolder, 'sources.list.d')
  const names = existsSync(parts) ? readdirSync(parts).filter((name) => /\.(sources|list)$/.test(name)) : []
  return [join(aptFolder, 'sources.list'), ...names.sort().map((name) => join(parts, name))]
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
}
