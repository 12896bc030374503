import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { type BuildFailure, build } from 'esbuild'
import { BrokenContent } from './broken-content.ts'

/** What pages load, by its path in the site: 'assets/book.js', 'assets/book.css', 'assets/icon.svg', ... */
export type Assets = ReadonlyMap<string, string>

/** Browsers of 2024: `light-dark()`, popovers and `content-visibility` in details need them anyway. */
const TARGET = 'es2023'

/**
 * Makes the assets from the site's own folder: `client/NAME.ts` becomes `assets/NAME.js`, bundled with the packages
 * that it imports; `assets/NAME.css` stays where it is, minified. Both are small and separate, so that a page loads
 * only what it asks for (`Page.scripts`, `Page.styles`). A script is classic and not a module: those don't load from file://.
 */
export async function makeAssets(siteFolder: string): Promise<Assets> {
  const { outputFiles } = await build({
    absWorkingDir: siteFolder,
    entryPoints: [...filesIn(siteFolder, 'client', '.ts'), ...filesIn(siteFolder, 'assets', '.css')],
    outdir: join(siteFolder, 'assets'),
    entryNames: '[name]',
    bundle: true,
    minify: true,
    write: false,
    charset: 'utf8',
    format: 'iife',
    target: TARGET,
    legalComments: 'inline',
    logLevel: 'silent', // its errors are thrown
  }).catch(report)
  const made = outputFiles.map(({ path, text }) => [`assets/${basename(path)}`, text] as const)
  const asTheyAre = filesIn(siteFolder, 'assets', '.svg').map(
    (file) => [file, readFileSync(join(siteFolder, file), 'utf8')] as const,
  )
  return new Map([...made, ...asTheyAre])
}

/** The first thing that esbuild can't read, with its place, as all that can't become a page is reported. */
function report(failure: BuildFailure): never {
  const [first] = failure.errors
  if (!first?.location) throw failure
  const { file, line } = first.location
  const others = failure.errors.length - 1
  const more = others === 0 ? '' : ` ${others} more like it.`
  throw new BrokenContent({ file: `site/${file}`, line }, `${first.text}.${more}`, 'Mend this line, or what it names.')
}

const filesIn = (siteFolder: string, folder: string, end: string): string[] =>
  readdirSync(join(siteFolder, folder))
    .filter((name) => extname(name) === end)
    .sort()
    .map((name) => `${folder}/${name}`)
