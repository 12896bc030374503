import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import pc from 'picocolors'
import type { Chapter } from '../chapters.ts'
import { checkout } from '../paths.ts'
import type { Report } from '../report.ts'
import { field } from '../terminal-report.ts'
import type { Book, Page } from './book.ts'
import { deskRuns, onDesk } from './desk.ts'
import type { Phase } from './judging.ts'
import type { Screen } from './screen.ts'

/** What the reader is asked, and which file to edit. */
export function opening({ slug, title, question, promise, edit }: Chapter, book: Book, screen: Screen): string {
  return [
    pc.bold(`${slug} · ${title}`),
    ...field('Asked', question, screen.columns),
    ...field('Promise', promise, screen.columns),
    `${row('Read', book.lesson(slug), screen)}${book.isSource ? pc.dim(' (npm start: as a page)') : ''}`,
    row('Edit', { text: pc.cyan(edit), address: pathToFileURL(onDesk(edit)).href }, screen),
  ].join('\n')
}

/** After a verdict: what can be done now. Where there are no keys, the commands that do the same. */
export function nextText({ outcome, chapter: slug }: Report, { number }: Chapter, { hasKeys }: Screen): string {
  if (outcome === 'PASS') return 'see below'
  const runs = relative(checkout, join(deskRuns, slug))
  if (outcome === 'FAIL')
    return hasKeys
      ? 'key h: a hint · key o: the picture of this run'
      : `npm run hint ${number} · picture: ${runs}/report.html`
  return `${hasKeys ? 'key j: judge again' : 'save again'} · if it stays so, report it with ${runs}/report.json`
}

/** After a pass: what is worth a look before the next chapter. */
export function whatNow({ slug, number }: Chapter, book: Book, screen: Screen): string {
  const folder = join(checkout, 'test', slug, 'wrong')
  const fixes = existsSync(folder) ? readdirSync(folder).map((name) => name.replace(/\.ts$/, '')) : []
  const picture = join(deskRuns, slug, 'report.html')
  return [
    pc.green(pc.bold('Passed. Before you go on:')),
    row('Interview', book.interview(slug), screen),
    `${row('Picture', { text: relative(checkout, picture), address: pathToFileURL(picture).href }, screen)} ${screen.hasKeys ? pc.dim('(key o)') : ''}`.trimEnd(),
    ...temptingFixes(fixes, slug, number, book, screen),
    ...field(
      'Compare',
      `${screen.hasKeys ? 'key s' : `npm run diff ${number} -- --solution`}: your file against the solution`,
      screen.columns,
    ),
  ].join('\n')
}

/** Each name opens the page that tells what it lost. The lines are broken before links make the words long. */
function temptingFixes(names: string[], slug: string, number: number, book: Book, screen: Screen): string[] {
  if (names.length === 0) return []
  const lines = field('Tempting', `${names.join(', ')}: why does each fail?`, screen.columns)
  const linked = (line: string) =>
    line.replace(/[\w-]+/g, (word) => (names.includes(word) ? screen.link(word, book.fix(slug, word).address) : word))
  const command = `npm test -- ${number} --candidate test/${slug}/wrong/${names[0]}.ts`
  return [...lines.map(linked), ...field('', command, screen.columns)]
}

const row = (label: string, { text, address }: Page, screen: Screen) =>
  `  ${pc.dim(label.padEnd(11))}${screen.link(text, address)}`

/** `judging: 2 of 5 scenarios played · 0.8 s, usually 1.2 s`. */
export function phaseText({ text, usualSeconds, since }: Phase, now = performance.now()): string {
  if (since === null) return text
  const seconds = ((now - since) / 1000).toFixed(1)
  return `${text} · ${seconds} s${usualSeconds === null ? '' : `, usually ${usualSeconds.toFixed(1)} s`}`
}

const keys = [
  'h hint',
  'd diff',
  's solution',
  'r reset',
  'o picture',
  'l list',
  'n next',
  'b back',
  'j judge',
  'q quit',
]

/** The keys, on as many lines as a narrow terminal needs. */
export function keysText(columns: number): string {
  const lines = ['']
  for (const key of keys) {
    const line = lines.at(-1) as string
    if (line === '') lines[lines.length - 1] = key
    else if (line.length + key.length + 3 < columns) lines[lines.length - 1] = `${line} · ${key}`
    else lines.push(key)
  }
  return lines.map((line) => pc.dim(line)).join('\n')
}
