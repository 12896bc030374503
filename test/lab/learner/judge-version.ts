import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../paths.ts'

/** What a verdict comes from, beside the chapter's own scenarios. How the lab plays them may change: that changes no verdict. */
const judging = ['judge.ts', 'ledger.ts', 'sunny-day.ts', 'order-service-days.ts', 'rules']

/** Names the hidden test of a chapter, and the judge, as they are now. It changes with the text of either. */
export function judgeVersion(slug: string, root = checkout): string {
  const lab = join(root, 'test/lab')
  const files = [join(root, 'test', slug, 'scenarios.ts'), ...judging.flatMap((name) => filesAt(join(lab, name)))]
  const hash = createHash('sha256')
  for (const file of files) hash.update(textOf(file)).update('\0')
  return hash.digest('hex').slice(0, 12)
}

/** Names a text, whatever its line ends are. */
export const fingerprint = (text: string) =>
  createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex').slice(0, 12)

const textOf = (file: string) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n')

function filesAt(path: string): string[] {
  if (path.endsWith('.ts')) return [path]
  const names = readdirSync(path).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  return names.sort().map((name) => join(path, name))
}
