import { createHash } from 'node:crypto'
import { buildSync } from 'esbuild'
import { checkout } from '../paths.ts'

/**
 * Where a verdict comes from, beside the chapter's own scenarios: the judge, and what plays a scenario. All that these
 * import counts, too: the wire, the stage, the ledger, the rules. The broker, the report and the hints don't: none of
 * them decides.
 */
const entries = ['judge.ts', 'play.ts', 'round.ts', 'roles/child.ts'].map((name) => `./test/lab/${name}`)

/** By folder and chapter: this process judges with the code that it has loaded, whatever is changed meanwhile. */
const known = new Map<string, string>()

/**
 * Names the hidden test of a chapter, and the code that judges, as they are now.
 *
 * It is a hash of the program that they make together, as esbuild bundles it. So it changes with whatever may change a
 * verdict, and stays the same with another comment, type, line break or name of a file: who has passed must not be asked
 * to check again because somebody has mended a typo.
 */
export function judgeVersion(slug: string, root = checkout): string {
  const key = `${root} ${slug}`
  const version = known.get(key) ?? hashOf(programOf(slug, root))
  known.set(key, version)
  return version
}

/** Names a text, whatever its line ends are. */
export const fingerprint = (text: string) => hashOf(text.replaceAll('\r\n', '\n'))

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

function programOf(slug: string, root: string): string {
  const files = [`./test/${slug}/scenarios.ts`, ...entries]
  const contents = files.map((file, index) => `import * as part${index} from '${file}'\nkeep(part${index})`).join('\n')
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: root, sourcefile: 'judge-version.ts', loader: 'ts' },
    ...{ absWorkingDir: root, bundle: true, packages: 'external', platform: 'node', format: 'esm' },
    ...{ minifyWhitespace: true, minifySyntax: true, legalComments: 'none', write: false, logLevel: 'silent' },
  })
  return outputFiles[0]?.text ?? ''
}
